import { pino } from 'pino';
import { Registry } from 'prom-client';
import { createHttpApp } from '../../../api/http/server.js';
import { stripeWebhookRoutes } from '../../../api/webhooks/stripe.routes.js';
import { receiveStripeEvent } from '../../../application/billing/receiveStripeEvent.js';
import { recordStripeEvent } from '../../../application/billing/recordStripeEvent.js';
import { createEventCodec } from '../../../application/events/eventCodec.js';
import { eventRegistry } from '../../../application/events/eventRegistry.js';
import { createCommandHandling } from '../../../application/handleCommand.js';
import { HmacAccessTokens } from '../../../infrastructure/crypto/accessTokens.js';
import { personalDataKeys } from '../../../infrastructure/crypto/personalDataKeys.js';
import { connectEventStore } from '../../../infrastructure/eventstore/connectEventStore.js';
import { PostgresIdempotencyKeys } from '../../../infrastructure/postgres/idempotencyKeys.js';
import { migrate } from '../../../infrastructure/postgres/migrations.js';
import { createPool } from '../../../infrastructure/postgres/pool.js';
import { asRole, ROLES } from '../../../infrastructure/postgres/roles.js';
import { stripeWebhooks } from '../../../infrastructure/stripe/stripeWebhooks.js';
import { knownCallers } from '../../support/knownCallers.js';
import { program } from '../harness/program.js';

const unlimited = { requests: 1_000_000_000, seconds: 60 };
const SECRET = 'a secret of the bench of 32 bytes or more';

type Options = Readonly<{ connectionString: string; databaseUrl: string; webhookSecret: string }>;

/** The product's webhook route in an API process: verify, encrypt, record, answer. Nobody reacts. */
async function start({ connectionString, databaseUrl, webhookSecret }: Options) {
  await migrate(databaseUrl);
  const clock = { now: () => new Date() };
  const logger = pino({ level: 'warn' });
  const onConnectionError = (error: Error) => logger.warn({ err: error }, 'connection');
  const pool = createPool({
    connectionString: asRole(databaseUrl, ROLES.writer),
    applicationName: 'bench',
    max: 20,
    onConnectionError,
  });
  const eventStore = await connectEventStore({ connectionString });
  const codec = createEventCodec(eventRegistry, personalDataKeys(pool, [SECRET]));
  const { handleCommand } = createCommandHandling(eventStore, codec);
  const accessTokens = new HmacAccessTokens([SECRET], clock);
  const app = createHttpApp({
    routes: stripeWebhookRoutes(
      receiveStripeEvent(stripeWebhooks([webhookSecret]), recordStripeEvent(handleCommand, clock), clock),
    ),
    accessTokens,
    callers: knownCallers(accessTokens, clock).callers,
    idempotencyKeys: new PostgresIdempotencyKeys(pool),
    progress: { reached: () => 0n, waitFor: async () => true },
    ...{ logger, metrics: new Registry(), cursorKey: SECRET, corsOrigins: [], hosts: ['127.0.0.1'] },
    health: { services: {}, projectors: async () => [] },
    info: { title: 'Bench', version: '1.0.0', publicUrl: 'http://localhost' },
    limits: { perIp: unlimited },
  });
  const server = await app.listen({ host: '127.0.0.1', port: 0 });
  return { address: async () => server.url };
}
export type WebhookApi = Awaited<ReturnType<typeof start>>;

program(start);
