import { eventsByContext } from '../../../application/events/eventRegistry.js';
import { startEmbeddedClickHouse } from '../../../infrastructure/embedded/chdb/embeddedClickHouse.js';
import { connectEventStore } from '../../../infrastructure/eventstore/connectEventStore.js';
import { migrate } from '../../../infrastructure/postgres/migrations.js';
import { createPool } from '../../../infrastructure/postgres/pool.js';
import { asRole, ROLES } from '../../../infrastructure/postgres/roles.js';
import { inProcessWakeUps } from '../../../infrastructure/wakeups/inProcessWakeUps.js';
import { eventsProjector } from '../../../projections/analytics/events/events.projector.js';
import { createLeases } from '../../../projections/runtime/leases.js';
import { runClickhouseProjector } from '../../../projections/runtime/runClickhouseProjector.js';
import { createSharedFeed } from '../../../projections/runtime/sharedFeed.js';
import { invoiceCodec } from '../billing/invoiceEvents.js';
import { program } from '../harness/program.js';

const say = (details: unknown, message: string) => void process.stderr.write(`${message} ${JSON.stringify(details)}\n`);
const logger = { info: () => undefined, warn: say, error: say };

type Options = Readonly<{ connectionString: string; databaseUrl: string; dataDir: string; head: bigint }>;

/** The projector of `analytics.events` over an engine of its own, in a process of its own as the engine wants it. */
async function start({ connectionString, databaseUrl, dataDir, head }: Options) {
  await migrate(databaseUrl);
  const eventStore = await connectEventStore({ connectionString });
  const { client: clickHouse, stop } = await startEmbeddedClickHouse({ dataDir });
  const pool = createPool({
    connectionString: asRole(databaseUrl, ROLES.writer),
    applicationName: 'bench',
    onConnectionError: () => undefined,
  });
  const count = async (sql: string): Promise<string> => {
    const answer = await clickHouse.query({
      query: `SELECT toString(${sql}) AS count SETTINGS log_comment = '*'`,
      format: 'JSONEachRow',
    });
    const [row] = await answer.json<{ count: string }>();
    return row?.count ?? '';
  };

  return {
    project: async () => {
      const stopping = new AbortController();
      const { signal } = stopping;
      const feed = createSharedFeed({ eventStore, codec: invoiceCodec, logger, signal });
      const leases = createLeases({ pool, logger });
      const wakeUps = inProcessWakeUps({ onHandlerError: () => undefined });
      const dependencies = { pool, feed, eventStore, leases, wakeUps, logger, signal, clickHouse };
      const started = performance.now();
      const running = runClickhouseProjector(eventsProjector(eventsByContext), dependencies);
      while ((running.status().position ?? -1n) < head) await new Promise((resolve) => setTimeout(resolve, 1));
      const seconds = (performance.now() - started) / 1_000;
      const rows = await count('(SELECT count() FROM analytics.events)');
      const positions = await count('(SELECT uniqExact(position) FROM analytics.events)');
      const daily = await count('(SELECT sum(events) FROM analytics.daily_events)');
      stopping.abort();
      await running.ended;
      await leases.close();
      await eventStore.close();
      await pool.end();
      await stop();
      return { seconds, rows, positions, daily };
    },
  };
}
export type ProjectAnalytics = Awaited<ReturnType<typeof start>>;

program(start);
