import { createEventCodec } from '../../../application/events/eventCodec.js';
import { eventRegistry } from '../../../application/events/eventRegistry.js';
import { personalDataKeys } from '../../../infrastructure/crypto/personalDataKeys.js';
import { connectEventStore } from '../../../infrastructure/eventstore/connectEventStore.js';
import { migrate } from '../../../infrastructure/postgres/migrations.js';
import { createPool } from '../../../infrastructure/postgres/pool.js';
import { asRole, ROLES } from '../../../infrastructure/postgres/roles.js';
import { inProcessWakeUps } from '../../../infrastructure/wakeups/inProcessWakeUps.js';
import { usageCountersProjector } from '../../../projections/billing/usageCounters/usageCounters.projector.js';
import { usageRecordsProjector } from '../../../projections/billing/usageRecords/usageRecords.projector.js';
import { createLeases } from '../../../projections/runtime/leases.js';
import { runPostgresProjector } from '../../../projections/runtime/runPostgresProjector.js';
import { createSharedFeed } from '../../../projections/runtime/sharedFeed.js';
import { program } from '../harness/program.js';

const say = (details: unknown, message: string) => void process.stderr.write(`${message} ${JSON.stringify(details)}\n`);
const logger = { info: () => undefined, warn: say, error: say };

/** The read models of usage, running as a projector process runs them. */
async function start({ connectionString, databaseUrl }: Readonly<{ connectionString: string; databaseUrl: string }>) {
  await migrate(databaseUrl);
  const eventStore = await connectEventStore({ connectionString });
  const onConnectionError = () => undefined;
  const pool = createPool({
    connectionString: asRole(databaseUrl, ROLES.writer),
    applicationName: 'bench',
    onConnectionError,
  });
  const codec = createEventCodec(eventRegistry, personalDataKeys(pool, ['a secret of the bench of 32 bytes or more']));
  const { signal } = new AbortController();
  const feed = createSharedFeed({ eventStore, codec, logger, signal });
  const leases = createLeases({ pool, logger });
  const wakeUps = inProcessWakeUps({ onHandlerError: () => undefined });
  const dependencies = { pool, feed, eventStore, leases, wakeUps, logger, signal };
  const running = [usageCountersProjector, usageRecordsProjector].map((projector) =>
    runPostgresProjector(projector, dependencies),
  );
  return {
    /** Resolves when both show the log up to a position. */
    reach: async (position: bigint) => {
      while (running.some(({ status }) => (status().position ?? -1n) < position))
        await new Promise((resolve) => setTimeout(resolve, 5));
    },
  };
}
export type ProjectUsage = Awaited<ReturnType<typeof start>>;

program(start);
