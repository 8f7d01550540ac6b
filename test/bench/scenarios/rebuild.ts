import { fillLog } from '../billing/invoiceEvents.js';
import { ask, assertInLog, assertSame } from '../harness/ask.js';
import { rounds } from '../harness/rounds.js';
import { atMost, type Row, ratioAtMost } from '../harness/rows.js';
import { type Settings, scaled } from '../harness/settings.js';
import type { Stage } from '../harness/stage.js';
import { quantile } from '../harness/statistics.js';
import type { ReadModels } from '../programs/readModels.js';
import type { RecordInvoices } from '../programs/recordInvoices.js';

const COMMANDS_A_SECOND = 200;
const IDLE_SECONDS = 4;
const LONGEST_SECONDS = 600;

/** P5 at a fifth of its size: every read model anew from 200,000 events while commands go on; 90 s for a million are 18 s. */
export async function scenario(stage: Stage, settings: Settings): Promise<Row[]> {
  const events = 2 * scaled(settings, 100_000, 500);
  const { connectionString, databaseUrl: logUrl } = await stage.node();
  const databaseUrl = await stage.database();
  await fillLog(connectionString, events);
  const dataDir = stage.folder();
  const readModels = await stage.program<ReadModels>('readModels', { connectionString, databaseUrl, dataDir });
  const commands = await stage.program<RecordInvoices>('recordInvoices', { connectionString });
  const caughtUp = async () => readModels.call('reach', await commands.call('head'));
  let recorded = 0;

  async function run(prefix: string, seconds: number) {
    const each = await commands.call('run', { prefix, perSecond: COMMANDS_A_SECOND, seconds });
    await assertInLog(logUrl, `invoice-in_${prefix}`, each.length);
    recorded += each.length;
    return each;
  }
  await caughtUp();
  const { idle, busy } = await rounds(settings.runs, {
    idle: async (round) => {
      const each = await run(`idle${round}n`, IDLE_SECONDS);
      return { p99: quantile(each, 0.99) };
    },
    busy: async (round) => {
      const running = run(`busy${round}n`, LONGEST_SECONDS);
      const { seconds, differences } = await readModels.call('rebuild');
      await commands.call('stop');
      const each = await running;
      await caughtUp();
      assertSame('rows a rebuild made different', differences, 0n);
      const { rows } = await ask(databaseUrl, 'SELECT count(*)::text AS rows FROM billing.invoices');
      assertSame('invoices', rows, events / 2 + recorded);
      assertSame('rows in ClickHouse', await readModels.call('analyticsRows'), events + recorded);
      return { seconds, p99: quantile(each, 0.99) };
    },
  });
  const name = `rebuild of 4 read models, ${events.toLocaleString('en-US')} events`;
  const quiet = { role: 'limit' as const, name: 'no rebuild', values: idle.p99 };
  return [
    { figure: name, unit: 's', values: busy.seconds, bar: atMost((90 * events) / 1_000_000) },
    {
      figure: `${COMMANDS_A_SECOND} commands/s during it, p99`,
      unit: 'ms',
      values: busy.p99,
      against: quiet,
      bar: ratioAtMost(2),
    },
  ];
}
