import { connectEventStore } from '../../../infrastructure/eventstore/connectEventStore.js';
import { migrate } from '../../../infrastructure/postgres/migrations.js';
import { createPool } from '../../../infrastructure/postgres/pool.js';
import { asRole, ROLES } from '../../../infrastructure/postgres/roles.js';
import { inProcessWakeUps } from '../../../infrastructure/wakeups/inProcessWakeUps.js';
import { invoicesProjector } from '../../../projections/billing/invoices/invoices.projector.js';
import { createLeases } from '../../../projections/runtime/leases.js';
import { runPostgresProjector } from '../../../projections/runtime/runPostgresProjector.js';
import { createSharedFeed } from '../../../projections/runtime/sharedFeed.js';
import { invoiceCodec } from '../billing/invoiceEvents.js';
import { program } from '../harness/program.js';

const say = (details: unknown, message: string) => void process.stderr.write(`${message} ${JSON.stringify(details)}\n`);
const logger = { info: () => undefined, warn: say, error: say };
const eventTypes = Object.keys(invoicesProjector.on);

async function start({ connectionString, head }: Readonly<{ connectionString: string; head: bigint }>) {
  const eventStore = await connectEventStore({ connectionString });

  return {
    /** The limit: takes what the projector needs off the log, and throws it away. */
    feed: async () => {
      const stopping = new AbortController();
      const { signal } = stopping;
      const started = performance.now();
      let events = 0;
      for await (const batch of eventStore.follow({ after: undefined, filter: { eventTypes }, signal })) {
        events += batch.events.length;
        if (batch.position >= head) break;
      }
      const seconds = (performance.now() - started) / 1_000;
      stopping.abort();
      return { events, seconds };
    },
    /** Runs the projector in an empty database until it has caught up. */
    project: async (databaseUrl: string) => {
      await migrate(databaseUrl);
      const stopping = new AbortController();
      const { signal } = stopping;
      const onConnectionError = () => undefined;
      const pool = createPool({
        connectionString: asRole(databaseUrl, ROLES.writer),
        applicationName: 'bench',
        onConnectionError,
      });
      const feed = createSharedFeed({ eventStore, codec: invoiceCodec, logger, signal });
      const leases = createLeases({ pool, logger });
      const wakeUps = inProcessWakeUps({ onHandlerError: () => undefined });
      const started = performance.now();
      const running = runPostgresProjector(invoicesProjector, {
        pool,
        feed,
        eventStore,
        leases,
        wakeUps,
        logger,
        signal,
      });
      while ((running.status().position ?? -1n) < head) await new Promise((resolve) => setTimeout(resolve, 1));
      const seconds = (performance.now() - started) / 1_000;
      stopping.abort();
      await running.ended;
      await leases.close();
      await pool.end();
      return { seconds };
    },
  };
}
export type ProjectInvoices = Awaited<ReturnType<typeof start>>;

program(start);
