import { eventsByContext } from '../../../application/events/eventRegistry.js';
import { startEmbeddedClickHouse } from '../../../infrastructure/embedded/chdb/embeddedClickHouse.js';
import { connectEventStore } from '../../../infrastructure/eventstore/connectEventStore.js';
import { migrate } from '../../../infrastructure/postgres/migrations.js';
import { createPool } from '../../../infrastructure/postgres/pool.js';
import { asRole, ROLES } from '../../../infrastructure/postgres/roles.js';
import { inProcessWakeUps } from '../../../infrastructure/wakeups/inProcessWakeUps.js';
import { eventsProjector } from '../../../projections/analytics/events/events.projector.js';
import { invoicesProjector } from '../../../projections/billing/invoices/invoices.projector.js';
import { subscriptionsProjector } from '../../../projections/billing/subscriptions/subscriptions.projector.js';
import { feedProjector } from '../../../projections/notifications/feed/feed.projector.js';
import { createLeases } from '../../../projections/runtime/leases.js';
import { clickhouseCommands, postgresCommands } from '../../../projections/runtime/readModelCommands.js';
import { runClickhouseProjector } from '../../../projections/runtime/runClickhouseProjector.js';
import { runPostgresProjector } from '../../../projections/runtime/runPostgresProjector.js';
import { createSharedFeed } from '../../../projections/runtime/sharedFeed.js';
import { sideBySide } from '../../../projections/runtime/sideBySide.js';
import { invoiceCodec } from '../billing/invoiceEvents.js';
import { program } from '../harness/program.js';

const say = (details: unknown, message: string) => void process.stderr.write(`${message} ${JSON.stringify(details)}\n`);
const logger = { info: () => undefined, warn: say, error: say };

type Options = Readonly<{ connectionString: string; databaseUrl: string; dataDir: string }>;

/** Every read model of the product, running as a projector process runs them. */
async function start({ connectionString, databaseUrl, dataDir }: Options) {
  await migrate(databaseUrl);
  const eventStore = await connectEventStore({ connectionString });
  const { client: clickHouse } = await startEmbeddedClickHouse({ dataDir });
  const pool = createPool({
    connectionString: asRole(databaseUrl, ROLES.writer),
    applicationName: 'bench',
    onConnectionError: () => undefined,
  });
  const { signal } = new AbortController();
  const feed = createSharedFeed({ eventStore, codec: invoiceCodec, logger, signal });
  const leases = createLeases({ pool, logger });
  const wakeUps = inProcessWakeUps({ onHandlerError: () => undefined });
  const dependencies = { pool, feed, eventStore, leases, wakeUps, logger, signal };
  const analytics = eventsProjector(eventsByContext);
  const postgres = [invoicesProjector, subscriptionsProjector, feedProjector];
  const running = [
    ...postgres.map((projector) => runPostgresProjector(projector, dependencies)),
    runClickhouseProjector(analytics, { ...dependencies, clickHouse }),
  ];
  const commands = [
    ...postgres.map((projector) => postgresCommands(projector, dependencies)),
    clickhouseCommands(analytics, { ...dependencies, clickHouse }),
  ];

  return {
    /** Resolves when every read model shows the log up to a position. */
    reach: async (position: bigint) => {
      while (running.some(({ status }) => (status().position ?? -1n) < position)) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    /** Rebuilds all, as `projections rebuild --all` does; returns the seconds and the rows that came out different. */
    rebuild: async () => {
      const started = performance.now();
      const done = await sideBySide(commands, feed, (readModel, work) => readModel.rebuild(work));
      for (const { error } of done) if (error !== undefined) throw error;
      const differences = done.reduce((sum, { verdict }) => sum + (verdict?.differences ?? 0n), 0n);
      return { seconds: (performance.now() - started) / 1_000, differences };
    },
    analyticsRows: async () => {
      // Rows show only to whom a query is for; this one is for whoever runs the bench.
      const query = `SELECT toString(count()) AS rows FROM analytics.events SETTINGS log_comment = '*'`;
      const [row] = await (await clickHouse.query({ query, format: 'JSONEachRow' })).json<{ rows: string }>();
      return Number(row?.rows);
    },
  };
}
export type ReadModels = Awaited<ReturnType<typeof start>>;

program(start);
