import Stripe from 'stripe';
import type { Account } from '../../infrastructure/embedded/stripe-simulator/account/account.js';
import {
  type StripeSimulator,
  type StripeSimulatorOptions,
  startStripeSimulator,
} from '../../infrastructure/embedded/stripe-simulator/startStripeSimulator.js';
import { freshDatabase } from './freshDatabase.js';

/** 2026-11-01T00:00:00Z: where the clock of a test stands until it is moved. */
export const TEST_TIME = 1_793_491_200;

/** A running simulator with a frozen clock, and the unmodified SDK as its client. */
export type StripeSimulation = Readonly<{
  stripe: Stripe;
  simulator: StripeSimulator;
  databaseUrl: string;
  account: () => Promise<Account>;
  /** Another client, with its own key and so its own account. */
  client: (key: string) => Stripe;
  /** Calls the control API: POST with a body, GET without. */
  control: <T>(path: string, body?: object) => Promise<T>;
  stop: () => Promise<void>;
}>;

const KEY = 'sk_test_simulation';

export async function startSimulation(options: Partial<StripeSimulatorOptions> = {}): Promise<StripeSimulation> {
  const databaseUrl = options.databaseUrl ?? (await freshDatabase());
  const clock = { frozenAt: TEST_TIME };
  const simulator = await startStripeSimulator({ clock, seed: 'test', ...options, databaseUrl });
  const client = (key: string) =>
    new Stripe(key, { host: '127.0.0.1', port: simulator.port, protocol: 'http', telemetry: false });

  async function control<T>(path: string, body?: object): Promise<T> {
    const answer = await fetch(`${simulator.url}/_sim${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  return {
    stripe: client(KEY),
    simulator,
    databaseUrl,
    account: () => simulator.simulator.account(KEY),
    client,
    control,
    stop: simulator.stop,
  };
}
