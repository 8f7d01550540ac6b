import fc from 'fast-check';
import type Stripe from 'stripe';
import { type BillingAccount, customerWith, priceOf, useCard } from './stripeBilling.js';

/** What a run works on: one customer, three prices, a coupon. */
export type World = Readonly<{
  own: BillingAccount;
  customer: string;
  prices: readonly string[];
  coupon: string;
  rate: string;
}>;
export type Act = Readonly<{ name: string; run: (world: World) => Promise<unknown> }>;

export async function newWorld(own: BillingAccount): Promise<World> {
  const { stripe } = own;
  const meter = await stripe.billing.meters.create({
    display_name: 'Calls',
    event_name: 'calls',
    default_aggregation: { formula: 'sum' },
  });
  const metered = { recurring: { interval: 'month', usage_type: 'metered', meter: meter.id } } as const;
  const prices = [
    await priceOf(own, 1000),
    await priceOf(own, 4999),
    await priceOf(own, 50_000, { interval: 'year' }),
    await priceOf(own, 3, metered),
  ];
  const coupon = await stripe.coupons.create({ percent_off: 33, duration: 'repeating', duration_in_months: 2 });
  const rate = await stripe.taxRates.create({ display_name: 'VAT', inclusive: false, percentage: 19 });
  const customer = await customerWith(own);
  return { own, customer: customer.id, prices: prices.map(({ id }) => id), coupon: coupon.id, rate: rate.id };
}

const subscriptionsOf = async ({ own, customer }: World) =>
  (await own.stripe.subscriptions.list({ customer, status: 'all', limit: 3 })).data;
const invoicesOf = async ({ own, customer }: World, status: Stripe.InvoiceListParams.Status) =>
  (await own.stripe.invoices.list({ customer, status, limit: 3 })).data;

/** Does something to one of the latest subscriptions, when there is any. */
const onSubscription =
  (which: number, act: (world: World, subscription: Stripe.Subscription) => Promise<unknown>) =>
  async (world: World) => {
    const all = await subscriptionsOf(world);
    const subscription = all[which % Math.max(1, all.length)];
    return subscription && act(world, subscription);
  };

const onInvoice =
  (status: 'draft' | 'open', act: (world: World, invoice: Stripe.Invoice) => Promise<unknown>) =>
  async (world: World) => {
    const [invoice] = await invoicesOf(world, status);
    return invoice && act(world, invoice);
  };

const behavior = fc.constantFrom(
  'allow_incomplete',
  'default_incomplete',
  'error_if_incomplete',
  'pending_if_incomplete',
);
const proration = fc.constantFrom('create_prorations', 'always_invoice', 'none');
const card = fc.constantFrom(
  'pm_card_visa',
  'pm_card_chargeCustomerFail',
  'pm_card_threeDSecure2Required',
  'pm_card_mastercard',
);
const act = (name: string, run: Act['run']): Act => ({ name, run });

const start: fc.Arbitrary<Act> = fc
  .tuple(fc.nat(1), fc.boolean(), fc.boolean(), fc.boolean(), behavior, fc.constantFrom('classic', 'flexible'))
  .map(([price, trial, discounted, metered, payment_behavior, type]) =>
    act(
      `start ${price} trial=${trial} coupon=${discounted} metered=${metered} ${payment_behavior} ${type}`,
      ({ own, customer, prices, coupon, rate }) =>
        own.stripe.subscriptions.create({
          customer,
          items: [{ price: prices[price] ?? '', quantity: 3 }, ...(metered ? [{ price: prices[3] ?? '' }] : [])],
          payment_behavior,
          billing_mode: { type },
          default_tax_rates: [rate],
          ...(trial && { trial_period_days: 10 }),
          ...(discounted && { discounts: [{ coupon }] }),
        }),
    ),
  );

/** What can be done to the subscriptions and invoices of a world; what cannot be is refused. */
const anything: fc.Arbitrary<Act> = fc.oneof(
  start,
  fc
    .tuple(fc.nat(2), fc.nat(2), fc.integer({ min: 1, max: 9 }), proration, behavior)
    .map(([which, price, quantity, proration_behavior, payment_behavior]) =>
      act(
        `change ${which} to ${quantity} × ${price} ${proration_behavior} ${payment_behavior}`,
        onSubscription(which, ({ own, prices }, { id, items }) =>
          own.stripe.subscriptions.update(id, {
            items: [{ id: items.data[0]?.id ?? '', price: prices[price] ?? '', quantity }],
            proration_behavior,
            payment_behavior,
          }),
        ),
      ),
    ),
  fc.tuple(fc.nat(2), fc.boolean()).map(([which, cancel_at_period_end]) =>
    act(
      `cancel ${which} at period end ${cancel_at_period_end}`,
      onSubscription(which, ({ own }, { id }) => own.stripe.subscriptions.update(id, { cancel_at_period_end })),
    ),
  ),
  fc.tuple(fc.nat(2), fc.boolean(), fc.boolean()).map(([which, prorate, invoice_now]) =>
    act(
      `cancel ${which} now ${prorate} ${invoice_now}`,
      onSubscription(which, ({ own }, { id }) => own.stripe.subscriptions.cancel(id, { prorate, invoice_now })),
    ),
  ),
  fc.nat(2).map((which) =>
    act(
      `pause ${which}`,
      onSubscription(which, ({ own }, { id }) => own.stripe.subscriptions.pause(id)),
    ),
  ),
  fc.nat(2).map((which) =>
    act(
      `resume ${which}`,
      onSubscription(which, ({ own }, { id }) => own.stripe.subscriptions.resume(id)),
    ),
  ),
  fc.nat(2).map((which) =>
    act(
      `end trial of ${which}`,
      onSubscription(which, ({ own }, { id }) => own.stripe.subscriptions.update(id, { trial_end: 'now' })),
    ),
  ),
  card.map((name) => act(`pay with ${name}`, ({ own, customer }) => useCard(own.stripe, customer, name))),
  fc
    .constantFrom('decline', 'requires_action', 'succeed')
    .map((outcome) => act(`next payment: ${outcome}`, ({ own }) => own.control('/payments/next', { outcome }))),
  fc.constant(
    act(
      'pay an invoice',
      onInvoice('open', ({ own }, { id }) => own.stripe.invoices.pay(id)),
    ),
  ),
  fc.constant(
    act(
      'void an invoice',
      onInvoice('open', ({ own }, { id }) => own.stripe.invoices.voidInvoice(id)),
    ),
  ),
  fc.constant(
    act(
      'give an invoice up',
      onInvoice('open', ({ own }, { id }) => own.stripe.invoices.markUncollectible(id)),
    ),
  ),
  fc.constant(
    act(
      'finalize a draft',
      onInvoice('draft', ({ own }, { id }) => own.stripe.invoices.finalizeInvoice(id)),
    ),
  ),
  fc
    .integer({ min: -3000, max: 3000 })
    .map((amount) =>
      act(`charge ${amount} with the next invoice`, ({ own, customer }) =>
        own.stripe.invoiceItems.create({ customer, amount, currency: 'eur' }),
      ),
    ),
  fc.nat(5000).map((value) =>
    act(`use ${value}`, ({ own, customer }) =>
      own.stripe.billing.meterEvents.create({
        event_name: 'calls',
        payload: { stripe_customer_id: customer, value: String(value) },
      }),
    ),
  ),
  fc
    .constantFrom(3600, 86_400, 86_400 * 9, 86_400 * 33)
    .map((by) => act(`wait ${by}`, ({ own }) => own.control('/clock', { by }))),
);

/** A history: it begins with a subscription. */
export const billingHistory: fc.Arbitrary<Act[]> = fc
  .tuple(start, fc.array(anything, { minLength: 5, maxLength: 25 }))
  .map(([first, rest]) => [first, ...rest]);
