import { pino } from 'pino';
import { Registry } from 'prom-client';
import { usageRoutes } from '../../../api/http/billing/usage.routes.js';
import { createHttpApp } from '../../../api/http/server.js';
import { recordUsage } from '../../../application/billing/recordUsage.js';
import { usageBooks } from '../../../application/billing/usageBooks.js';
import { createEventCodec } from '../../../application/events/eventCodec.js';
import { eventRegistry } from '../../../application/events/eventRegistry.js';
import { followedEvents } from '../../../application/followedEvents.js';
import { createFollowedStates } from '../../../application/followedStates.js';
import { createCommandHandling } from '../../../application/handleCommand.js';
import { followedUsageTerms } from '../../../infrastructure/composition/followedUsageTerms.js';
import { recordedElsewhere } from '../../../infrastructure/composition/recordedElsewhere.js';
import { recordedUsage } from '../../../infrastructure/composition/recordedUsage.js';
import { HmacAccessTokens } from '../../../infrastructure/crypto/accessTokens.js';
import { personalDataKeys } from '../../../infrastructure/crypto/personalDataKeys.js';
import { connectEventStore } from '../../../infrastructure/eventstore/connectEventStore.js';
import { PostgresIdempotencyKeys } from '../../../infrastructure/postgres/idempotencyKeys.js';
import { migrate } from '../../../infrastructure/postgres/migrations.js';
import { createPool } from '../../../infrastructure/postgres/pool.js';
import { asRole, ROLES } from '../../../infrastructure/postgres/roles.js';
import { scopedQueries } from '../../../infrastructure/postgres/scopedQueries.js';
import { inProcessWakeUps } from '../../../infrastructure/wakeups/inProcessWakeUps.js';
import { createReadModelProgress } from '../../../projections/runtime/progress.js';
import { createSharedFeed } from '../../../projections/runtime/sharedFeed.js';
import { knownCallers } from '../../support/knownCallers.js';
import { program } from '../harness/program.js';

const unlimited = { requests: 1_000_000_000, seconds: 60 };
const SECRET = 'a secret of the bench of 32 bytes or more';

/** The product's usage routes in an API process, over a log and read models that other processes keep. */
async function start({ connectionString, databaseUrl }: Readonly<{ connectionString: string; databaseUrl: string }>) {
  await migrate(databaseUrl);
  const clock = { now: () => new Date() };
  const logger = pino({ level: 'warn' });
  const onConnectionError = (error: Error) => logger.warn({ err: error }, 'connection');
  const pool = createPool({
    connectionString: asRole(databaseUrl, ROLES.writer),
    applicationName: 'bench',
    max: 10,
    onConnectionError,
  });
  const readers = createPool({
    ...{ connectionString: asRole(databaseUrl, ROLES.reader), applicationName: 'bench reader' },
    onConnectionError: () => undefined,
  });
  const eventStore = await connectEventStore({ connectionString });
  const codec = createEventCodec(eventRegistry, personalDataKeys(pool, [SECRET]));
  const wakeUps = inProcessWakeUps({ onHandlerError: () => undefined });
  const progress = createReadModelProgress({ db: pool, wakeUps, logger });
  const handling = createCommandHandling(eventStore, codec);
  const books = usageBooks(handling, eventStore, recordedUsage(scopedQueries(pool).shared, progress), clock);
  const { signal } = new AbortController();
  const elsewhere = recordedElsewhere();
  const followed = createFollowedStates({ eventStore, codec, isFollowing: elsewhere.isFollowing });
  const feed = createSharedFeed({ eventStore, codec, logger, signal });
  void elsewhere.run({ feed, eventStore, followed, types: Object.values(followedEvents).flat(), logger }, signal);
  const termsOf = followedUsageTerms(followed);
  const accessTokens = new HmacAccessTokens([SECRET], clock);
  const known = knownCallers(accessTokens, clock);
  const app = createHttpApp({
    routes: usageRoutes(scopedQueries(readers), { recordUsage: recordUsage(books, termsOf, clock), termsOf, clock }),
    accessTokens,
    callers: known.callers,
    idempotencyKeys: new PostgresIdempotencyKeys(pool),
    progress,
    ...{ logger, metrics: new Registry(), cursorKey: SECRET, corsOrigins: [], hosts: ['127.0.0.1'] },
    health: { services: {}, projectors: async () => [] },
    info: { title: 'Bench', version: '1.0.0', publicUrl: 'http://localhost' },
    limits: { perIp: unlimited, perOrganization: unlimited },
  });
  const server = await app.listen({ host: '127.0.0.1', port: 0 });
  const token = (organizationId: string) =>
    known.issue({ userId: 'user-1', organizationId, sessionId: 'session-1' }, 3_600);
  return {
    address: async (organizationIds: readonly string[]) => ({
      url: server.url,
      tokens: await Promise.all(organizationIds.map(token)),
    }),
    head: () => eventStore.head(),
  };
}
export type UsageApi = Awaited<ReturnType<typeof start>>;

program(start);
