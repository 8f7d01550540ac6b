import { startGateway } from '../../../api/gateway/startGateway.js';
import { createEventCodec } from '../../../application/events/eventCodec.js';
import { eventRegistry } from '../../../application/events/eventRegistry.js';
import { HmacAccessTokens } from '../../../infrastructure/crypto/accessTokens.js';
import { personalDataKeys } from '../../../infrastructure/crypto/personalDataKeys.js';
import { connectEventStore } from '../../../infrastructure/eventstore/connectEventStore.js';
import { createPool } from '../../../infrastructure/postgres/pool.js';
import { asRole, ROLES } from '../../../infrastructure/postgres/roles.js';
import { scopedQueries } from '../../../infrastructure/postgres/scopedQueries.js';
import { inProcessWakeUps } from '../../../infrastructure/wakeups/inProcessWakeUps.js';
import { feedProjector } from '../../../projections/notifications/feed/feed.projector.js';
import { notificationsAfter, notificationsOfMany } from '../../../projections/notifications/feed/feed.query.js';
import { createLeases } from '../../../projections/runtime/leases.js';
import { reachedPosition } from '../../../projections/runtime/reachedPosition.js';
import { runPostgresProjector } from '../../../projections/runtime/runPostgresProjector.js';
import { createSharedFeed } from '../../../projections/runtime/sharedFeed.js';
import { knownCallers } from '../../support/knownCallers.js';
import { givenMeteredPlan } from '../billing/meteredPlan.js';
import { program } from '../harness/program.js';

const say = (details: unknown, message: string) => void process.stderr.write(`${message} ${JSON.stringify(details)}\n`);
const logger = { info: () => undefined, warn: say, error: say };
const SECRET = 'a secret of the bench of 32 bytes or more';

type Options = Readonly<{ connectionString: string; databaseUrl: string; meters: number }>;

/** The read model of notifications and the gateway that streams it, as the product runs them in one process. */
async function start({ connectionString, databaseUrl, meters }: Options) {
  const pools = { applicationName: 'bench', onConnectionError: () => undefined };
  const pool = createPool({ connectionString: asRole(databaseUrl, ROLES.writer), ...pools });
  const readers = createPool({ connectionString: asRole(databaseUrl, ROLES.platformReader), ...pools, max: 5 });
  const queries = scopedQueries(readers).shared;
  const eventStore = await connectEventStore({ connectionString });
  const codec = createEventCodec(eventRegistry, personalDataKeys(pool, [SECRET]));
  const { signal } = new AbortController();
  const feed = createSharedFeed({ eventStore, codec, logger, signal });
  const wakeUps = inProcessWakeUps({ onHandlerError: (error) => say(String(error), 'a wake-up') });
  const leases = createLeases({ pool, logger });
  const running = runPostgresProjector(feedProjector, { pool, feed, eventStore, leases, wakeUps, logger, signal });

  const clock = { now: () => new Date() };
  const accessTokens = new HmacAccessTokens([SECRET], clock);
  const known = knownCallers(accessTokens, clock);
  const subscribe = await givenMeteredPlan({ eventStore, codec }, meters);
  while (running.status().state !== 'running') await new Promise((resolve) => setTimeout(resolve, 5));
  const gateway = await startGateway({
    ...{ host: '127.0.0.1', port: 0, origins: [], accessTokens, callers: known.callers, wakeUps, clock, logger },
    feed: {
      reached: () => reachedPosition(queries, 'notifications.feed'),
      after: (organizationId, position, limit) => notificationsAfter(queries, organizationId, position, limit),
      afterForMany: (organizationIds, position, limit) =>
        notificationsOfMany(queries, organizationIds, position, limit),
    },
  });
  return {
    /** Has organizations subscribe; a token for somebody of each. */
    subscribe: async (organizationIds: readonly string[]) => {
      const tokens: string[] = [];
      for (const organizationId of organizationIds) {
        await subscribe(organizationId);
        const person = { userId: `person-of-${organizationId}`, sessionId: `session-of-${organizationId}` };
        tokens.push(await known.issue({ ...person, organizationId }, 3_600));
      }
      return { url: `ws://127.0.0.1:${gateway.port}/notifications`, tokens };
    },
  };
}
export type Notifications = Awaited<ReturnType<typeof start>>;

program(start);
