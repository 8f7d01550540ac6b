import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LoggedStripeEvent } from '../../../application/ports/stripeEventLog.js';
import type { StripeObjects } from '../../../application/ports/stripeObjects.js';
import { stripeObjectReader } from '../../../infrastructure/stripe/stripeObjectReader.js';
import { balanceTransactionsProjector } from '../../../projections/billing/balanceTransactions/balanceTransactions.projector.js';
import { creditNotesProjector } from '../../../projections/billing/creditNotes/creditNotes.projector.js';
import { customersProjector } from '../../../projections/billing/customers/customers.projector.js';
import { invoiceLinesProjector } from '../../../projections/billing/invoiceLines/invoiceLines.projector.js';
import { invoicesProjector } from '../../../projections/billing/invoices/invoices.projector.js';
import { paymentMethodsProjector } from '../../../projections/billing/paymentMethods/paymentMethods.projector.js';
import { refundsProjector } from '../../../projections/billing/refunds/refunds.projector.js';
import { stripeNoticesProjector } from '../../../projections/billing/stripeNotices/stripeNotices.projector.js';
import { subscriptionsProjector } from '../../../projections/billing/subscriptions/subscriptions.projector.js';
import { accountWith } from '../../support/stripeBilling.js';
import { type StripeSimulation, startSimulation } from '../../support/stripeSimulation.js';
import { deliveriesOf, rowsAfter } from '../../support/webhookReplay.js';
import { liveWebhookStory } from '../../support/webhookStory.js';

const SHUFFLES = 200;
const projectors = [
  subscriptionsProjector,
  invoicesProjector,
  invoiceLinesProjector,
  paymentMethodsProjector,
  creditNotesProjector,
  refundsProjector,
  customersProjector,
  balanceTransactionsProjector,
  stripeNoticesProjector,
];

let simulation: StripeSimulation;
let story: LoggedStripeEvent[];
let objects: StripeObjects;

/** The story is over, so Stripe answers the same each time: asked once, over HTTP. */
function askedOnce(reader: StripeObjects): StripeObjects {
  const answers = new Map<string, unknown>();
  return new Proxy(reader, {
    get: (target, method) => (question: unknown) => {
      const key = `${String(method)} ${JSON.stringify(question)}`;
      if (!answers.has(key))
        answers.set(key, (target[method as keyof StripeObjects] as (q: unknown) => unknown)(question));
      return answers.get(key);
    },
  });
}

beforeAll(async () => {
  simulation = await startSimulation();
  const account = accountWith(simulation, 'sk_test_shuffled');
  story = await liveWebhookStory(account, 'shuffled');
  objects = askedOnce(stripeObjectReader(account.stripe));
});
afterAll(() => simulation.stop());

it(`${SHUFFLES} orders with repeats and a fifth lost, then swept, end in the same rows to the byte`, async () => {
  expect(story.length).toBeGreaterThanOrEqual(40);
  const straight = await rowsAfter(story, null, objects, projectors);
  for (const told of ['"status":"canceled"', '"failedAttempts":1', '"isDefault":true', 'Northwind Robotics'])
    expect(straight).toContain(told);
  // Why the card was declined, the money of no invoice, and the archived price; what waited for an invoice is on one.
  for (const told of ['"declineCode":"insufficient_funds"', '"amount":700', '"state":"archived"'])
    expect(straight).toContain(told);
  expect(straight).not.toContain('"kind":"pendingCharge"');
  expect(story.map(({ envelope }) => envelope.eventType)).toContain('invoiceitem.deleted');
  let lost = 0;
  for (let seed = 0; seed < SHUFFLES; seed++) {
    lost += deliveriesOf(story, `seed ${seed}`).lost.length;
    expect(await rowsAfter(story, `seed ${seed}`, objects, projectors)).toBe(straight);
  }
  expect(lost / (SHUFFLES * story.length)).toBeCloseTo(0.2, 1);
});
