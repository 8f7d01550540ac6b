import type Stripe from 'stripe';
import { beforeEach } from 'vitest';
import { accountForEach } from './accountForEach.js';
import { type BillingAccount, customerWith, invoiceOf, priceOf } from './stripeBilling.js';
import { TEST_TIME } from './stripeSimulation.js';

/** Durations in seconds, as Stripe counts time. */
export const HOUR = 3600;
export const DAY = 24 * HOUR;

/** When a monthly subscription that starts at the test's time is first renewed. */
export const RENEWAL = TEST_TIME + 30 * DAY;

/** The account of the test that runs, which sells one price of 99.00 a month. */
export type SellingAccount = BillingAccount &
  Readonly<{
    price: Stripe.Price;
    /** Subscribes a new customer with the test card given to the price; without a card when null. */
    start: (
      card?: string | null,
      more?: Partial<Stripe.SubscriptionCreateParams>,
    ) => Promise<Stripe.Response<Stripe.Subscription>>;
    /** The subscription as it is now. */
    again: (subscription: Stripe.Subscription) => Promise<Stripe.Response<Stripe.Subscription>>;
    /** The invoice that is the subscription's latest now. */
    latest: (subscription: Stripe.Subscription) => Promise<Stripe.Invoice>;
  }>;

/** One simulation for the tests of a file, and for each of them an account of its own that sells subscriptions. */
export function subscriptionsForEach(name: string): SellingAccount {
  const account = accountForEach(name);
  let price: Stripe.Price;
  beforeEach(async () => {
    price = await priceOf(account(), 9900);
  });
  const again = ({ id }: Stripe.Subscription) => account().stripe.subscriptions.retrieve(id);
  return {
    get stripe() {
      return account().stripe;
    },
    get control() {
      return account().control;
    },
    get price() {
      return price;
    },
    async start(card = 'pm_card_visa', more = {}) {
      const customer = await customerWith(account(), card);
      const items = [{ price: price.id }];
      return account().stripe.subscriptions.create({ customer: customer.id, items, ...more });
    },
    again,
    latest: async (subscription) => invoiceOf(account().stripe, (await again(subscription)).latest_invoice),
  };
}

/** The id of a subscription's first item. */
export const itemOf = (subscription: Stripe.Subscription): string => subscription.items.data[0]?.id ?? '';
