import { ask, assertSame } from '../harness/ask.js';
import { withProcessorTime } from '../harness/processorTime.js';
import { rounds } from '../harness/rounds.js';
import { type Row, ratioAtLeast, ratioAtMost } from '../harness/rows.js';
import { type Settings, scaled } from '../harness/settings.js';
import type { Stage } from '../harness/stage.js';
import { HISTORY, handleDeposits } from '../ledger/depositRounds.js';
import type { EmmettCommands } from '../programs/emmettCommands.js';
import type { HandleCommands } from '../programs/handleCommands.js';
import type { MemoryNode } from '../programs/memoryNode.js';
import type { OfficialClient } from '../programs/officialClient.js';

const CALLERS = 32;
const ACCOUNTS = 256;

/**
 * P1: state, decide, append durably, on accounts with 20 events. Ours runs over its own node in a process of its own;
 * Emmett over the same PostgreSQL; the limit is the official client against a node that answers from memory.
 */
export async function scenario(stage: Stage, settings: Settings): Promise<Row[]> {
  const node = await stage.node();
  const emmettUrl = await stage.database();
  const memory = await stage.program<MemoryNode>('memoryNode', {});
  const memoryAt = { connectionString: await memory.call('connectionString') };
  const ours = await stage.program<HandleCommands>('handleCommands', node);
  const emmett = await stage.program<EmmettCommands>('emmettCommands', { databaseUrl: emmettUrl });
  const client = await stage.program<OfficialClient>('officialClient', memoryAt);
  const accounts = scaled(settings, ACCOUNTS, CALLERS);

  const handled = (round: number, callers: number, commands: number) =>
    handleDeposits(ours, node.databaseUrl, { round, accounts, callers, commands });
  const handledByEmmett = async (round: number, callers: number, commands: number) => {
    const prefix = `account${callers}x${round}x`;
    await emmett.call('prepare', { prefix, accounts, events: HISTORY });
    const load = { prefix, accounts, callers, commands };
    const figures = await withProcessorTime(commands, () => emmett.call('run', load));
    const query = 'SELECT count(*)::text AS events FROM emt_messages WHERE starts_with(stream_id, $1)';
    assertSame('events in Emmett', (await ask(emmettUrl, query, [prefix])).events, accounts * HISTORY + commands);
    return figures;
  };
  const { wide, wideEmmett, wideMemory, one, oneEmmett } = await rounds(settings.runs, {
    wide: (round) => handled(round, CALLERS, scaled(settings, 8_000, 100)),
    wideEmmett: (round) => handledByEmmett(round, CALLERS, scaled(settings, 1_200, 50)),
    wideMemory: (round) =>
      client.call('run', { prefix: `memory.${round}-`, width: CALLERS, appends: scaled(settings, 8_000, 100) }),
    one: (round) => handled(round, 1, scaled(settings, 800, 20)),
    oneEmmett: (round) => handledByEmmett(round, 1, scaled(settings, 400, 20)),
  });
  const peer = (values: readonly number[]) => ({ role: 'peer' as const, name: 'Emmett', values });
  const limit = { role: 'limit' as const, name: 'memory node', values: wideMemory.perSecond };
  const name = `command, ${CALLERS} callers`;
  return [
    { figure: name, unit: '/s', values: wide.perSecond, against: peer(wideEmmett.perSecond), bar: ratioAtLeast(6) },
    { figure: name, unit: '/s', values: wide.perSecond, against: limit, bar: ratioAtLeast(0.75) },
    { figure: `${name}, p99`, unit: 'ms', values: wide.p99, against: peer(wideEmmett.p99) },
    {
      figure: `${name}, CPU of all processes`,
      unit: 'µs each',
      values: wide.cpuMicroseconds,
      against: peer(wideEmmett.cpuMicroseconds),
    },
    {
      figure: 'command, one by one, p50',
      unit: 'ms',
      values: one.p50,
      against: peer(oneEmmett.p50),
      bar: ratioAtMost(0.7),
    },
  ];
}
