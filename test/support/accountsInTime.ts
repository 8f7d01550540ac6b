import type Stripe from 'stripe';
import { afterAll, beforeAll } from 'vitest';
import { accountWith, type BillingAccount, customerWith, priceOf, setClock } from './stripeBilling.js';
import { type StripeSimulation, startSimulation } from './stripeSimulation.js';
import { itemOf } from './subscriptionsForEach.js';

type Started = Readonly<{ own: BillingAccount; stripe: Stripe; subscription: Stripe.Subscription; item: string }>;

type AccountsInTime = Readonly<{
  /** An account of its own, with its clock at a time. */
  accountAt: (iso: string) => Promise<BillingAccount>;
  /** A subscription that starts at a time, in an account of its own; amounts in cents. */
  started: (
    iso: string,
    unitAmount: number,
    more?: Partial<Stripe.SubscriptionCreateParams> & { quantity?: number },
  ) => Promise<Started>;
}>;

/** A time as Stripe tells it, in seconds. */
export const at = (iso: string): number => Date.parse(iso) / 1000;

/** One simulation for the tests of a file, in which each account has its clock where the test needs it. */
export function accountsInTime(name: string): AccountsInTime {
  let simulation: StripeSimulation;
  let accounts = 0;
  beforeAll(async () => {
    simulation = await startSimulation({ clock: { frozenAt: at('2020-01-01T00:00:00Z') } });
  });
  afterAll(() => simulation?.stop());

  async function accountAt(iso: string): Promise<BillingAccount> {
    accounts += 1;
    const own = accountWith(simulation, `sk_test_${name}_${accounts}`);
    await setClock(own, at(iso));
    return own;
  }
  return {
    accountAt,
    async started(iso, unitAmount, { quantity = 1, ...fields } = {}) {
      const own = await accountAt(iso);
      const price = await priceOf(own, unitAmount);
      const customer = await customerWith(own);
      const items = [{ price: price.id, quantity }];
      const subscription = await own.stripe.subscriptions.create({ customer: customer.id, items, ...fields });
      return { own, stripe: own.stripe, subscription, item: itemOf(subscription) };
    },
  };
}

/** What an invoice's lines come to, in their order. */
export const amounts = ({ lines }: Stripe.Invoice): number[] => lines.data.map((line) => line.amount);
