import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { retrieveSubscription } from '../../infrastructure/stripe/subscriptionAtStripe.js';
import { BillingClient } from '../support/billingClient.js';
import { runTool } from '../support/productTool.js';
import { RunningProduct } from '../support/runningProduct.js';
import { until } from '../support/until.js';

const product = new RunningProduct();

beforeAll(async () => {
  await product.start();
});
afterAll(() => product.dispose());

/** What is told last may still be on its way to a read model. */
const MOST_LOOKS = 20;
const DAY_SECONDS = 86_400;
const RUNS = Number(process.env.MODEL_RUNS ?? 4);
const plans = fc.constantFrom('free', 'starter', 'pro', 'enterprise');
const interval = fc.constantFrom('month', 'year');
const card = fc.constantFrom(
  'pm_card_visa',
  'pm_card_mastercard',
  'pm_card_chargeCustomerFail',
  'pm_card_authenticationRequired',
  'pm_card_visa_chargeDeclined',
);

/** Something that a customer, their bank or time does. */
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ planId: plans, interval, paymentMethodId: card }).map(asked('POST', 'subscription')),
  },
  {
    weight: 4,
    arbitrary: fc.record({ planId: plans, seats: fc.integer({ min: 1, max: 30 }) }).map(asked('PATCH', 'subscription')),
  },
  { weight: 1, arbitrary: fc.record({ interval }).map(asked('PATCH', 'subscription')) },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(
        ['DELETE', 'subscription/scheduled-change'],
        ['DELETE', 'subscription'],
        ['DELETE', 'subscription?when=now'],
        ['POST', 'subscription/resume'],
        ['POST', 'subscription/pause'],
      )
      .map(([method = '', path = '']) => asked(method, path)()),
  },
  {
    weight: 2,
    arbitrary: card.map((paymentMethodId) => asked('POST', 'payment-methods')({ paymentMethodId, makeDefault: true })),
  },
  { weight: 1, arbitrary: fc.constant({ bank: { outcome: 'decline', decline: 'insufficient_funds' } }) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 40 }).map((days) => ({ days })) },
);

function asked(method: string, path: string) {
  return (body?: object) => ({ method, path, body });
}

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function take(client: BillingClient, next: Step): Promise<void> {
  if ('days' in next) await client.control('clock', { by: next.days * DAY_SECONDS, settle: true });
  else if ('bank' in next) await client.control('payments/next', next.bank);
  else {
    const { status } = await client.send(next.method, next.path, next.body);
    expect([200, 201, 202, 402, 404, 409, 422]).toContain(status);
  }
}

let organizations = 0;

it('shows in the end what Stripe has, whatever customers, banks and time have done', async () => {
  const start = fc.record({ planId: plans, interval, paymentMethodId: fc.constant('pm_card_visa') });
  const life = fc
    .tuple(start.map(asked('POST', 'subscription')), fc.array(step, { minLength: 3, maxLength: 14 }))
    .map(([first, rest]): Step[] => [first, ...rest]);
  await fc.assert(
    fc.asyncProperty(life, async (steps) => {
      const client = new BillingClient(product, `model-${organizations++}`);
      for (const next of steps) await take(client, next);
      const { status, body: last } = await client.ask('subscription');
      if (status === 404) return;

      await until(async () => {
        const { subscription } = await retrieveSubscription(client.stripe, last.subscriptionId);
        const { scheduledChange: _, ...shown } = (await client.ask('subscription')).body;
        return JSON.stringify(sorted(shown)) === JSON.stringify(sorted(subscription));
      });
      const { data } = await client.stripe.subscriptions.list({ customer: last.customerId, status: 'all' });
      const live = data.filter((each) => each.status !== 'canceled' && each.status !== 'incomplete_expired');
      expect(live.length).toBeLessThanOrEqual(1);
      const { body } = await client.ask('subscription');
      if (body.endedAt !== null) expect(body.scheduledChange).toBeNull();
      if (live.length > 0) await client.send('DELETE', 'subscription?when=now');
    }),
    { numRuns: RUNS },
  );
  await new BillingClient(product, 'model').control('webhooks/flush', {});
  // Not the subscriptions alone: every invoice, payment method and customer, in the log and in each read model.
  let reconciled = await runTool(product, 'reconcile');
  for (let again = 0; reconciled.failure !== null && again < MOST_LOOKS; again++) {
    reconciled = await runTool(product, 'reconcile');
  }
  expect(reconciled).toMatchObject({ failure: null });
});

/** Compared without regard to the order of properties. */
const sorted = (value: object): unknown => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
