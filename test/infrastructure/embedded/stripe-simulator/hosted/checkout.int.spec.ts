import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invoiceOf, priceOf } from '../../../../support/stripeBilling.js';
import { openCheckout, checkoutUrls as urls } from '../../../../support/stripeCheckout.js';
import { type StripeSimulation, startSimulation, TEST_TIME } from '../../../../support/stripeSimulation.js';

let simulation: StripeSimulation;
let stripe: Stripe;
beforeAll(async () => {
  simulation = await startSimulation();
  stripe = simulation.stripe;
});
afterAll(() => simulation.stop());

/** Types of everything told so far, oldest first. */
const told = async () => (await simulation.account()).records.all('event').map(({ type }) => type);

const open = (rest: Partial<Stripe.Checkout.SessionCreateParams> = {}) => openCheckout(simulation, rest);

describe('a checkout for a subscription', () => {
  it('shows what it sells and waits', async () => {
    const { session } = await open();
    expect(session).toMatchObject({
      amount_subtotal: 4400,
      amount_total: 4400,
      expires_at: TEST_TIME + 86_400,
      payment_status: 'unpaid',
      status: 'open',
      subscription: null,
      ui_mode: 'hosted_page',
    });
    expect(session.id).toMatch(/^cs_test_\w{58}$/);
    const { data } = await stripe.checkout.sessions.listLineItems(session.id);
    expect(data.map(({ amount_total, quantity }) => [amount_total, quantity])).toEqual([
      [2900, 1],
      [1500, 3],
    ]);
    const again = await stripe.checkout.sessions.retrieve(session.id, { expand: ['line_items'] });
    expect(again.line_items?.data).toHaveLength(2);
  });

  it('becomes a paid subscription whose default is the card, told last', async () => {
    const { session, customer } = await open();
    const before = (await told()).length;
    await simulation.control(`/checkout/${session.id}/complete`, { payment_method: 'pm_card_visa', quantity: 5 });
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription'] });
    expect(done).toMatchObject({ amount_total: 5400, payment_status: 'paid', status: 'complete', url: null });
    const subscription = done.subscription as Stripe.Subscription;
    expect(subscription).toMatchObject({ customer, status: 'active', metadata: { organizationId: 'org-1' } });
    expect(subscription.items.data.map(({ quantity }) => quantity)).toEqual([1, 5]);
    expect(subscription.default_payment_method).toMatch(/^pm_/);
    expect(await invoiceOf(stripe, done.invoice as string)).toMatchObject({ status: 'paid', amount_paid: 5400 });
    const since = (await told()).slice(before);
    expect(since).toContain('invoice.paid');
    expect(since.at(-1)).toBe('checkout.session.completed');
    await expect(
      simulation.control(`/checkout/${session.id}/complete`, { payment_method: 'pm_card_visa' }),
    ).rejects.toThrow(/complete/);
  });

  it('buys nothing when the bank refuses, and stays open', async () => {
    const { session, customer } = await open();
    for (const token of ['pm_card_visa_chargeDeclined', 'pm_card_chargeCustomerFail']) {
      await expect(simulation.control(`/checkout/${session.id}/complete`, { payment_method: token })).rejects.toThrow(
        /402/,
      );
    }
    expect((await stripe.subscriptions.list({ customer, status: 'all' })).data).toEqual([]);
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
  });

  it('starts a trial without a payment, and takes a code', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 25, duration: 'forever' });
    const code = await stripe.promotionCodes.create({
      promotion: { type: 'coupon', coupon: coupon.id },
      code: 'QUARTER',
    });
    const trial = await open({ subscription_data: { trial_period_days: 14 } });
    expect(trial.session).toMatchObject({ amount_total: 0, payment_status: 'no_payment_required' });
    await simulation.control(`/checkout/${trial.session.id}/complete`, {
      payment_method: 'pm_card_authenticationRequired',
    });
    const [trialing] = (await stripe.subscriptions.list({ customer: trial.customer })).data;
    expect(trialing).toMatchObject({ status: 'trialing', trial_end: TEST_TIME + 14 * 86_400 });

    const { session } = await open({ allow_promotion_codes: true });
    await simulation.control(`/checkout/${session.id}/complete`, {
      payment_method: 'pm_card_visa',
      promotion_code: 'quarter',
    });
    const done = await stripe.checkout.sessions.retrieve(session.id);
    expect(done).toMatchObject({ amount_total: 3300, discounts: [{ promotion_code: code.id }] });
    expect(await invoiceOf(stripe, done.invoice as string)).toMatchObject({ total: 3300, amount_paid: 3300 });
  });

  it('is paid later where the bank answers later', async () => {
    const { session, customer } = await open();
    await simulation.control('/payments/next', { customer, outcome: 'processing' });
    await simulation.control(`/checkout/${session.id}/complete`, { payment_method: 'pm_card_visa' });
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      payment_status: 'unpaid',
      status: 'complete',
    });
    const [waiting] = (await stripe.paymentIntents.list({ customer })).data;
    await simulation.control(`/payment_intents/${waiting?.id}/authenticate`, { result: 'succeed' });
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: 'paid' });
    expect((await told()).at(-1)).toBe('checkout.session.async_payment_succeeded');
  });

  it('makes a customer of a buyer who is none yet', async () => {
    const price = await priceOf(simulation, 900);
    const line_items = [{ price: price.id, quantity: 1 }];
    const session = await stripe.checkout.sessions.create({ mode: 'subscription', line_items, ...urls });
    await expect(
      simulation.control(`/checkout/${session.id}/complete`, { payment_method: 'pm_card_visa' }),
    ).rejects.toThrow(/email/);
    await simulation.control(`/checkout/${session.id}/complete`, {
      payment_method: 'pm_card_visa',
      email: 'new@one.example',
    });
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['customer'] });
    expect(done.customer).toMatchObject({ email: 'new@one.example' });
  });

  it('expires when told or after a day, and no later', async () => {
    const [withdrawn, forgotten] = [await open(), await open()];
    await stripe.checkout.sessions.expire(withdrawn.session.id);
    await simulation.control('/clock', { by: 86_400 });
    for (const { session } of [withdrawn, forgotten]) {
      expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('expired');
      await expect(stripe.checkout.sessions.expire(session.id)).rejects.toMatchObject({ statusCode: 400 });
    }
  });
});

it('a checkout names what is wrong with what it is asked for', async () => {
  const price = await priceOf(simulation, 900);
  const wish = { mode: 'subscription' as const, line_items: [{ price: price.id, quantity: 1 }] };
  const create = (params: object) => stripe.checkout.sessions.create(params as Stripe.Checkout.SessionCreateParams);
  await expect(create(wish)).rejects.toMatchObject({ code: 'parameter_missing', param: 'success_url' });
  await expect(create({ ...wish, ...urls, mode: 'payment' })).rejects.toMatchObject({ param: 'line_items' });
  await expect(create({ ...wish, ...urls, line_items: [{ price: 'price_x', quantity: 1 }] })).rejects.toMatchObject({
    code: 'resource_missing',
    param: 'line_items[0][price]',
  });
  await expect(create({ ...wish, ...urls, payment_method_types: ['card'] })).rejects.toMatchObject({
    code: 'payment_method_types_no_longer_supported',
  });
});
