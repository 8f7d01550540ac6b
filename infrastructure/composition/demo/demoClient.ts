import { setTimeout as delay } from 'node:timers/promises';
import { stripeClient } from '../../stripe/stripeClient.js';
import { SIMULATOR_KEY } from '../stripeBackend.js';
import { demoCustomer } from './demoOrganization.js';

const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 20;

export type DemoInvoice = Readonly<{ invoiceId: string; status: string; createdAt: string }>;

/** What the demo does: as a person of the organization over our own API, and as the time and the bank at the simulator. */
export type DemoClient = Readonly<{
  /** Sends a command under a key that is the same at every start: done once, however often the demo is interrupted. */
  command: (step: string, method: 'POST' | 'PATCH', path: string, body: object) => Promise<void>;
  /** Tells Stripe who the customer is, as on the portal's page. */
  introduce: () => Promise<void>;
  invoices: () => Promise<readonly DemoInvoice[]>;
  /** Waits until the read model of invoices is as it should be. */
  untilInvoices: (as: (invoices: readonly DemoInvoice[]) => boolean) => Promise<void>;
  /** What Stripe's clock shows. */
  time: () => Promise<Date>;
  /** Moves Stripe's clock forward to a time, unless it is there already. */
  advanceTo: (time: Date) => Promise<void>;
  /** The bank refuses the next payment. */
  declineNextPayment: () => Promise<void>;
}>;

/** @param addresses of our API and of the simulator */
export function demoClient(addresses: Readonly<{ http: string; stripe: string }>, token: string): DemoClient {
  const own = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const stripe = { authorization: `Bearer ${SIMULATOR_KEY}`, 'content-type': 'application/json' };

  async function answerOf(asked: Promise<Response>): Promise<unknown> {
    const answer = await asked;
    if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }
  const control = (method: string, path: string, body?: object) =>
    answerOf(
      fetch(`${addresses.stripe}/_sim${path}`, {
        method,
        headers: stripe,
        ...(body && { body: JSON.stringify(body) }),
      }),
    );

  const invoices = async () => {
    const answer = await answerOf(fetch(`${addresses.http}/api/v1/billing/invoices?limit=200`, { headers: own }));
    return (answer as { data: DemoInvoice[] }).data;
  };

  const seconds = async () => ((await control('GET', '/clock')) as { now: number }).now;

  return {
    time: async () => new Date((await seconds()) * 1_000),
    command: async (step, method, path, body) => {
      const headers = { ...own, 'idempotency-key': `demo-${step}` };
      const answer = await fetch(`${addresses.http}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
      const text = await answer.text();
      // Another body under the key: an earlier start did this, at another hour.
      if (answer.ok || text.includes('idempotency_key_reused')) return;
      throw new Error(`${answer.url} answered ${answer.status}: ${text}`);
    },
    introduce: async () => {
      const known = await answerOf(fetch(`${addresses.http}/api/v1/billing/subscription`, { headers: own }));
      const { customerId } = known as { customerId: string };
      await stripeClient({ secretKey: SIMULATOR_KEY, url: addresses.stripe }).customers.update(
        customerId,
        demoCustomer,
      );
    },
    invoices,
    untilInvoices: async (as) => {
      const deadline = performance.now() + PATIENCE_MS;
      while (!as(await invoices())) {
        if (performance.now() > deadline) throw new Error('the demo waited too long for its invoices');
        await delay(LOOK_EVERY_MS);
      }
    },
    advanceTo: async (time) => {
      const to = Math.floor(time.getTime() / 1_000);
      if ((await seconds()) < to) await control('POST', '/clock', { to, settle: true });
    },
    declineNextPayment: async () => {
      await control('POST', '/payments/next', { outcome: 'decline', decline: 'insufficient_funds' });
    },
  };
}
