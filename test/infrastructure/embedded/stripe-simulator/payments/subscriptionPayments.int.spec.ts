import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerWith, priceOf } from '../../../../support/stripeBilling.js';
import { type StripeSimulation, startSimulation } from '../../../../support/stripeSimulation.js';

let simulation: StripeSimulation;
let stripe: Stripe;
beforeAll(async () => {
  simulation = await startSimulation();
  stripe = simulation.stripe;
});
afterAll(() => simulation.stop());

const expand = ['latest_invoice.confirmation_secret', 'latest_invoice.payments'];

async function subscribe(card: string | null, rest: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const customer = await customerWith(simulation, card);
  const price = await priceOf(simulation, 2900);
  const params = { customer: customer.id, items: [{ price: price.id }], expand, ...rest };
  const subscription = await stripe.subscriptions.create(params);
  return { customer: customer.id, subscription, invoice: subscription.latest_invoice as Stripe.Invoice, price };
}

const next = (customer: string, outcome: string, more: object = {}) =>
  simulation.control('/payments/next', { customer, outcome, ...more });
const authenticate = (id: string, result: 'fail' | 'succeed') =>
  simulation.control(`/payment_intents/${id}/authenticate`, { result });
const statusOf = async ({ id }: Stripe.Subscription) => (await stripe.subscriptions.retrieve(id)).status;
const intentOf = async ({ id }: Stripe.Invoice) => {
  const { data } = await stripe.invoicePayments.list({ invoice: id ?? '' });
  return String(data[0]?.payment.payment_intent);
};

describe('the first payment of a subscription', () => {
  it('waits for the holder, whose authentication makes it active', async () => {
    const { subscription, invoice } = await subscribe('pm_card_authenticationRequired');
    expect(subscription.status).toBe('incomplete');
    const intent = await intentOf(invoice);
    expect(invoice.confirmation_secret?.client_secret).toContain(`${intent}_secret_`);
    await authenticate(intent, 'fail');
    expect(await statusOf(subscription)).toBe('incomplete');
    await stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' });
    expect(await statusOf(subscription)).toBe('active');
    const paid = await stripe.invoices.retrieve(invoice.id ?? '', { expand: ['payments'] });
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 2900, amount_remaining: 0 });
    expect(paid.payments?.data).toMatchObject([{ status: 'paid', amount_paid: 2900 }]);
    await expect(stripe.paymentIntents.cancel(intent)).rejects.toMatchObject({ statusCode: 400 });
  });

  it('is made by the browser alone when it is told to wait', async () => {
    const { subscription, invoice } = await subscribe(null, { payment_behavior: 'default_incomplete' });
    const intent = await intentOf(invoice);
    expect(await stripe.paymentIntents.retrieve(intent)).toMatchObject({ status: 'requires_payment_method' });
    await stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_mastercard' });
    expect(await statusOf(subscription)).toBe('active');
  });

  it('ends as it was told to, for this customer alone', async () => {
    const customer = await customerWith(simulation);
    const price = await priceOf(simulation, 2900);
    await next(customer.id, 'decline', { decline: 'insufficient_funds' });
    const other = await subscribe('pm_card_visa');
    expect(other.subscription.status).toBe('active');
    const wish = {
      customer: customer.id,
      items: [{ price: price.id }],
      payment_behavior: 'error_if_incomplete' as const,
    };
    await expect(stripe.subscriptions.create(wish)).rejects.toMatchObject({
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'insufficient_funds',
    });
    expect((await stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data).toEqual([]);
  });

  it('settles later where the bank answers later', async () => {
    const customer = await customerWith(simulation);
    const price = await priceOf(simulation, 2900);
    await next(customer.id, 'processing');
    const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    expect(subscription.status).toBe('incomplete');
    const intent = await intentOf({ id: String(subscription.latest_invoice) } as Stripe.Invoice);
    expect((await stripe.paymentIntents.retrieve(intent)).status).toBe('processing');
    await authenticate(intent, 'succeed');
    expect(await statusOf(subscription)).toBe('active');
  });
});

it('a trial without a card asks for one, which becomes the default', async () => {
  const { subscription, customer } = await subscribe(null, {
    trial_period_days: 14,
    payment_settings: { save_default_payment_method: 'on_subscription' },
  });
  const setup = String(subscription.pending_setup_intent);
  await stripe.setupIntents.confirm(setup, { payment_method: 'pm_card_visa' });
  const after = await stripe.subscriptions.retrieve(subscription.id);
  const [kept] = (await stripe.customers.listPaymentMethods(customer)).data;
  expect(after).toMatchObject({ pending_setup_intent: null, default_payment_method: kept?.id });
  await stripe.paymentMethods.detach(kept?.id ?? '');
  expect((await stripe.subscriptions.retrieve(subscription.id)).default_payment_method).toBeNull();
  await expect(stripe.paymentMethods.attach(kept?.id ?? '', { customer })).rejects.toMatchObject({ statusCode: 400 });
});

it('what a product grants is held while the subscription lasts', async () => {
  const { subscription, customer, price } = await subscribe('pm_card_visa');
  const held = async () => (await stripe.entitlements.activeEntitlements.list({ customer })).data;
  const feature = await stripe.entitlements.features.create({ lookup_key: 'sso', name: 'Single sign-on' });
  await expect(stripe.entitlements.features.create({ lookup_key: 'sso', name: 'x' })).rejects.toMatchObject({
    param: 'lookup_key',
  });
  await stripe.products.createFeature(String(price.product), { entitlement_feature: feature.id });
  expect(await held()).toMatchObject([{ lookup_key: 'sso', feature: feature.id }]);
  await stripe.subscriptions.cancel(subscription.id);
  expect(await held()).toEqual([]);
  const told = (await simulation.account()).records.all('event');
  const summaries = told.filter(({ type }) => type === 'entitlements.active_entitlement_summary.updated');
  expect(summaries.filter(({ data }) => 'customer' in data.object && data.object.customer === customer)).toHaveLength(
    2,
  );
});

describe('a payment on its own', () => {
  it('is held until it is captured, in part', async () => {
    const held = await stripe.paymentIntents.create({
      amount: 5000,
      currency: 'eur',
      capture_method: 'manual',
      payment_method: 'pm_card_visa',
      confirm: true,
    });
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 5000, amount_received: 0 });
    await expect(stripe.paymentIntents.capture(held.id, { amount_to_capture: 5001 })).rejects.toMatchObject({
      param: 'amount_to_capture',
    });
    const taken = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 3000 });
    expect(taken).toMatchObject({ status: 'succeeded', amount_received: 3000 });
    await expect(stripe.refunds.create({ payment_intent: held.id, amount: 3001 })).rejects.toMatchObject({
      param: 'amount',
    });
    await expect(stripe.paymentIntents.cancel(held.id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });

  it('names what is wrong with it', async () => {
    const create = (params: object) => stripe.paymentIntents.create(params as Stripe.PaymentIntentCreateParams);
    const wish = { amount: 2900, currency: 'eur' };
    await expect(create({ ...wish, amount: 49 })).rejects.toMatchObject({ code: 'amount_too_small', param: 'amount' });
    await expect(create({ ...wish, amount: 1e8 })).rejects.toMatchObject({ code: 'amount_too_large' });
    await expect(create({ ...wish, amount: '1.5' })).rejects.toMatchObject({ code: 'parameter_invalid_integer' });
    await expect(create({ ...wish, currency: 'xxq' })).rejects.toMatchObject({ param: 'currency' });
    await expect(create({ ...wish, customer: 'cus_x' })).rejects.toMatchObject({ code: 'resource_missing' });
    await expect(create({ ...wish, payment_method: 'pm_x' })).rejects.toMatchObject({ param: 'payment_method' });
    await expect(create({ ...wish, payment_method_types: ['card'] })).rejects.toMatchObject({
      code: 'payment_method_types_no_longer_supported',
    });
    await expect(stripe.paymentIntents.retrieve('pi_x')).rejects.toMatchObject({ statusCode: 404, param: 'intent' });
    const { id } = await create(wish);
    await expect(stripe.paymentIntents.confirm(id)).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
    expect(await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' })).toMatchObject({
      status: 'canceled',
    });
  });
});
