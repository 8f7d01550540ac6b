import type { Environment } from '../config/environment.js';
import type { EmbeddedPostgres } from '../embedded/postgres/embeddedPostgres.js';
import { startStripeSimulator } from '../embedded/stripe-simulator/startStripeSimulator.js';
import { connectWebhooks } from '../embedded/stripe-simulator/webhooks/connectWebhooks.js';
import type { StripeAddress } from '../stripe/stripeClient.js';
import { createLogger } from './logger.js';

/** The simulator's account that the product uses; on loopback there is nothing for a secret to keep. */
export const SIMULATOR_KEY = 'sk_test_objecta';
const DATABASE = 'stripe_simulator';
const WEBHOOKS = '/api/v1/billing/webhooks/stripe';

/** The simulator that runs with the product. */
export type RunningSimulator = Readonly<{
  url: string;
  /** Has it tell its events to our API, and deliver what waits. */
  deliverTo: (http: string, webhookSecret: string) => Promise<void>;
  /** Begins no further delivery: our API is about to stop. */
  pauseDeliveries: () => Promise<void>;
  stop: () => Promise<void>;
}>;

/** Which Stripe the product speaks to. */
export const stripeAddress = (
  { STRIPE_SECRET_KEY, STRIPE_API_URL }: Environment,
  simulatorUrl?: string,
): StripeAddress =>
  STRIPE_SECRET_KEY
    ? { secretKey: STRIPE_SECRET_KEY, url: STRIPE_API_URL }
    : { secretKey: SIMULATOR_KEY, url: simulatorUrl };

/**
 * Starts the simulator over the embedded PostgreSQL; its webhooks wait until they are told where to go.
 * @param beginsAt where its clock begins when it is new; undefined for the present
 */
export async function startSimulator(
  postgres: EmbeddedPostgres,
  environment: Environment,
  beginsAt: Date | undefined,
): Promise<RunningSimulator> {
  const logger = createLogger(environment);
  await postgres.createDatabaseIfMissing(DATABASE);
  const { url, simulator, stop } = await startStripeSimulator({
    databaseUrl: postgres.url(DATABASE),
    port: environment.STRIPE_SIMULATOR_PORT,
    webhooksPausedOf: SIMULATOR_KEY,
    clock: beginsAt ? { runningFrom: Math.floor(beginsAt.getTime() / 1_000) } : 'running',
    onProblem: (message, error) => logger.warn({ err: error }, `Stripe simulator: ${message}`),
  });
  return {
    url,
    deliverTo: async (http, webhookSecret) => {
      await connectWebhooks(await simulator.account(SIMULATOR_KEY), 'objecta', `${http}${WEBHOOKS}`, webhookSecret);
      (await simulator.deliverer(SIMULATOR_KEY)).resume();
    },
    pauseDeliveries: async () => (await simulator.deliverer(SIMULATOR_KEY)).pause(),
    stop,
  };
}
