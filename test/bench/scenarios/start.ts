import { fillLog } from '../billing/invoiceEvents.js';
import { ask } from '../harness/ask.js';
import { memoryOf } from '../harness/memory.js';
import { rounds } from '../harness/rounds.js';
import { atMost, type Row } from '../harness/rows.js';
import { runProduct } from '../harness/runProduct.js';
import { type Settings, scaled } from '../harness/settings.js';
import type { Stage } from '../harness/stage.js';

/** What garbage there is goes within this; before, a process is not idle. */
const IDLE_MS = 30_000;
const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** P13: the whole product over the data of 100,000 events: from its process's start to ready, and its memory when idle. */
export async function scenario(stage: Stage, settings: Settings): Promise<Row[]> {
  const events = 2 * scaled(settings, 50_000, 500);
  const dataDir = stage.folder();
  const first = await runProduct(dataDir);
  const head = await fillLog(first.eventStore, events);
  await caughtUp(first.postgres, head);
  await first.stop();

  const { product } = await rounds(settings.runs, {
    product: async () => {
      const running = await runProduct(dataDir);
      try {
        await caughtUp(running.postgres, head);
        await wait(IDLE_MS);
        const { resident, proportional } = memoryOf(running.pid);
        return { readySeconds: running.readySeconds, resident, proportional };
      } finally {
        await running.stop();
      }
    },
  });
  const data = `${events.toLocaleString('en-US')} events`;
  return [
    { figure: `start to ready, ${data}`, unit: 's', values: product.readySeconds, bar: atMost(8) },
    {
      figure: 'memory when idle, all processes, shared counted once',
      unit: 'MB',
      values: product.proportional,
      bar: atMost(600),
    },
    { figure: 'memory when idle, sum of all RSS', unit: 'MB', values: product.resident },
  ];
}

/** Every read model shows the log up to its head, and every reaction has dealt with it: nothing is left to do. */
async function caughtUp(databaseUrl: string, head: bigint): Promise<void> {
  for (;;) {
    const query = `SELECT (count(*) > 0 AND bool_and(position >= $1))::text AS reached FROM (
      SELECT position FROM projections.checkpoints WHERE state = 'live' UNION ALL SELECT position FROM reactions.checkpoints
    ) AS each`;
    const { reached } = await ask(databaseUrl, query, [head]);
    if (reached === 'true') return;
    await wait(50);
  }
}
