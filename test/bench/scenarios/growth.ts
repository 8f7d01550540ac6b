import { memoryOf } from '../harness/memory.js';
import { rounds } from '../harness/rounds.js';
import { type Row, ratioAtLeast, ratioAtMost } from '../harness/rows.js';
import { type Settings, scaled } from '../harness/settings.js';
import type { Stage } from '../harness/stage.js';
import { handleDeposits, postDeposits } from '../ledger/depositRounds.js';
import { fillAccounts } from '../ledger/fillAccounts.js';
import type { HandleCommands } from '../programs/handleCommands.js';
import type { HttpApi } from '../programs/httpApi.js';
import type { HttpLoader } from '../programs/httpLoad.js';

const SMALL_LOG = 10_000;
const AT_ONCE = 32;

/** P11 at a tenth of its size: the loads of P1 and P2 over a log of 10 thousand and of 500 thousand events, and memory. */
export async function scenario(stage: Stage, settings: Settings): Promise<Row[]> {
  const events = Math.max(2 * SMALL_LOG, scaled(settings, 500_000));
  const loads = { ...settings, scale: Math.min(1, settings.scale) };
  const load = await stage.program<HttpLoader>('httpLoad', {});
  const [small, large] = [await openLog(stage, SMALL_LOG), await openLog(stage, events)];

  const handled =
    ({ handler, node }: typeof small) =>
    async (round: number) => {
      const commands = scaled(loads, 3_000, 100);
      const figures = await handleDeposits(handler, node.databaseUrl, {
        ...{ round, accounts: AT_ONCE, callers: AT_ONCE, commands },
      });
      return { ...figures, handlerMemory: memoryOf(handler.pid).resident, nodeMemory: memoryOf(node.pid).resident };
    };
  const posted =
    ({ api, node }: typeof small) =>
    async (round: number) => {
      const requests = scaled(loads, 2_000, 100);
      const figures = await postDeposits(load, api, node.databaseUrl, { round, connections: AT_ONCE, requests });
      return { ...figures, apiMemory: memoryOf(api.pid).resident };
    };
  const { smallHandled, largeHandled, smallPosted, largePosted } = await rounds(settings.runs, {
    smallHandled: handled(small),
    largeHandled: handled(large),
    smallPosted: posted(small),
    largePosted: posted(large),
  });
  const inLog = (count: number) => `${count.toLocaleString('en-US')} events`;
  const name = (what: string) => `${what}, ${inLog(events)} in the log`;
  const beside = (values: readonly number[]) => ({ role: 'limit' as const, name: inLog(SMALL_LOG), values });
  const figure = (what: string, unit: string, values: readonly number[], than: readonly number[]) => ({
    ...{ figure: name(what), unit, values, against: beside(than) },
  });
  const slower = { bar: ratioAtLeast(0.8) };
  const larger = { bar: ratioAtMost(1.2) };
  return [
    { ...figure('command, 32 callers', '/s', largeHandled.perSecond, smallHandled.perSecond), ...slower },
    figure('the same, CPU', 'µs each', largeHandled.cpuMicroseconds, smallHandled.cpuMicroseconds),
    { ...figure('command over HTTP', '/s', largePosted.perSecond, smallPosted.perSecond), ...slower },
    figure('the same, CPU', 'µs each', largePosted.cpuMicroseconds, smallPosted.cpuMicroseconds),
    { ...figure('memory of the node', 'MB', largeHandled.nodeMemory, smallHandled.nodeMemory), ...larger },
    { ...figure('of who handles commands', 'MB', largeHandled.handlerMemory, smallHandled.handlerMemory), ...larger },
    { ...figure('of the API', 'MB', largePosted.apiMemory, smallPosted.apiMemory), ...larger },
  ];
}

/** A node over a log of so many events, with what handles commands on it, directly and over HTTP. */
async function openLog(stage: Stage, events: number) {
  const node = await stage.node((databaseUrl) => fillAccounts(databaseUrl, events));
  const { connectionString } = node;
  const handler = await stage.program<HandleCommands>('handleCommands', { connectionString });
  const api = await stage.program<HttpApi>('httpApi', { connectionString, databaseUrl: await stage.database() });
  return { node, handler, api };
}
