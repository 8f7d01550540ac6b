import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { customerWith, eventTypes, invoiceOf, priceOf, setClock, useCard } from '../../../../support/stripeBilling.js';
import { TEST_TIME } from '../../../../support/stripeSimulation.js';
import { DAY, HOUR, subscriptionsForEach } from '../../../../support/subscriptionsForEach.js';

const own = subscriptionsForEach('starting');
const { again } = own;

const start = (card: string | null, more: Partial<Stripe.SubscriptionCreateParams> = {}) =>
  own.start(card, { expand: ['latest_invoice.confirmation_secret'], ...more });
const latest = (subscription: Stripe.Subscription) => invoiceOf(own.stripe, subscription.latest_invoice);
const typesSince = async (first: string) => (await eventTypes(own)).slice((await eventTypes(own)).indexOf(first));

describe('a new subscription', () => {
  it('is active when its first invoice is paid in the call, and tells of it in order', async () => {
    const subscription = await start('pm_card_visa');
    expect(subscription).toMatchObject({ status: 'active', currency: 'eur' });
    expect(await latest(subscription)).toMatchObject({
      status: 'paid',
      number: expect.stringMatching(/-0001$/),
      total: 9900,
      amount_paid: 9900,
      amount_remaining: 0,
      attempt_count: 1,
    });
    expect(await typesSince('customer.subscription.created')).toEqual([
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.updated',
      'invoice_payment.paid',
      'invoice.paid',
      'invoice.payment_succeeded',
      'customer.subscription.updated',
    ]);
  });

  it('can be told of as active at once', async () => {
    await own.control('/settings', { emit_created_as: 'active' });
    await start('pm_card_visa');
    const { data } = await own.stripe.events.list({
      types: ['customer.subscription.created', 'customer.subscription.updated'],
    });
    expect(data.map(({ type }) => type)).toEqual(['customer.subscription.created']);
    expect(data[0]?.data.object).toMatchObject({ status: 'active' });
  });

  it('without anything to pay is active without a charge', async () => {
    const free = await priceOf(own, 0);
    const subscription = await start(null, { items: [{ price: free.id }] });
    expect(subscription.status).toBe('active');
    expect(await latest(subscription)).toMatchObject({ status: 'paid', total: 0, attempted: true, attempt_count: 0 });
    expect(await own.stripe.charges.list()).toMatchObject({ data: [] });
  });

  it('is incomplete when the card is declined, and active once another card pays', async () => {
    const subscription = await start('pm_card_chargeCustomerFail');
    expect(subscription.status).toBe('incomplete');
    expect(await latest(subscription)).toMatchObject({
      status: 'open',
      attempt_count: 1,
      attempted: true,
      next_payment_attempt: null,
    });
    await useCard(own.stripe, String(subscription.customer), 'pm_card_visa');
    await own.stripe.invoices.pay((await latest(subscription)).id);
    expect(await again(subscription)).toMatchObject({ status: 'active' });
  });

  it('is over when nobody pays within 23 hours, its invoice void', async () => {
    const subscription = await start('pm_card_chargeCustomerFail');
    await setClock(own, TEST_TIME + 23 * HOUR - 1);
    expect(await again(subscription)).toMatchObject({ status: 'incomplete' });
    await setClock(own, TEST_TIME + 23 * HOUR);
    expect(await again(subscription)).toMatchObject({ status: 'incomplete_expired', ended_at: TEST_TIME + 23 * HOUR });
    expect(await latest(subscription)).toMatchObject({ status: 'void' });
    const open = await own.stripe.subscriptions.list({ customer: String(subscription.customer), status: 'ended' });
    expect(open.data.map(({ id }) => id)).toEqual([subscription.id]);
  });

  it('waits for its buyer to authenticate', async () => {
    const subscription = await start('pm_card_threeDSecure2Required');
    expect(subscription.status).toBe('incomplete');
    const invoice = subscription.latest_invoice as Stripe.Invoice;
    expect(invoice.confirmation_secret?.client_secret).toMatch(/^pi_.+_secret_/);
    expect(invoice).toMatchObject({ status: 'open', attempted: true, attempt_count: 0 });
    const intent = invoice.confirmation_secret?.client_secret.split('_secret_')[0];
    await own.control(`/payment_intents/${intent}/authenticate`, { result: 'succeed' });
    expect(await again(subscription)).toMatchObject({ status: 'active' });
    expect(await latest(subscription)).toMatchObject({ status: 'paid', attempt_count: 1 });
  });

  it('is left to the browser with default_incomplete', async () => {
    const subscription = await start('pm_card_visa', { payment_behavior: 'default_incomplete' });
    expect(subscription.status).toBe('incomplete');
    expect((subscription.latest_invoice as Stripe.Invoice).confirmation_secret).not.toBeNull();
    expect(await latest(subscription)).toMatchObject({ status: 'open', attempted: false });
  });

  it('is refused whole with error_if_incomplete', async () => {
    const declined = start('pm_card_chargeCustomerFail', { payment_behavior: 'error_if_incomplete' });
    await expect(declined).rejects.toMatchObject({ statusCode: 402, code: 'card_declined' });
    const wanting = start('pm_card_threeDSecure2Required', { payment_behavior: 'error_if_incomplete' });
    await expect(wanting).rejects.toMatchObject({
      statusCode: 402,
      code: 'subscription_payment_intent_requires_action',
    });
    expect(await own.stripe.subscriptions.list({ status: 'all' })).toMatchObject({ data: [] });
    expect(await own.stripe.invoices.list()).toMatchObject({ data: [] });
  });

  it('is refused without a method', async () => {
    await expect(start(null)).rejects.toMatchObject({ statusCode: 400, code: 'resource_missing', param: undefined });
    expect(await own.stripe.subscriptions.list({ status: 'all' })).toMatchObject({ data: [] });
  });

  it('by invoice is active and waits for the money', async () => {
    const subscription = await start(null, { collection_method: 'send_invoice', days_until_due: 14 });
    expect(subscription.status).toBe('active');
    expect(await latest(subscription)).toMatchObject({ status: 'draft' });
    await setClock(own, TEST_TIME + 2 * HOUR);
    expect(await latest(subscription)).toMatchObject({
      status: 'open',
      due_date: TEST_TIME + 14 * DAY,
      attempt_count: 0,
    });
    await setClock(own, TEST_TIME + 15 * DAY);
    expect(await again(subscription)).toMatchObject({ status: 'past_due' });
    await own.stripe.invoices.pay((await latest(subscription)).id, { paid_out_of_band: true });
    expect(await again(subscription)).toMatchObject({ status: 'active' });
    expect(await eventTypes(own)).toEqual(
      expect.arrayContaining(['invoice.sent', 'invoice.will_be_due', 'invoice.overdue']),
    );
  });

  it('keeps the card that paid when it is told to', async () => {
    const customer = await customerWith(own, null);
    const card = await own.stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    const subscription = await own.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: own.price.id }],
      payment_behavior: 'default_incomplete',
      payment_settings: { save_default_payment_method: 'on_subscription' },
    });
    await own.stripe.invoices.pay(String(subscription.latest_invoice), { payment_method: card.id });
    expect(await again(subscription)).toMatchObject({ status: 'active', default_payment_method: card.id });
  });

  it('bills a part of the first period up to a later anchor', async () => {
    const anchor = TEST_TIME + 15 * DAY;
    const subscription = await start('pm_card_visa', { billing_cycle_anchor: anchor });
    expect(subscription.items.data[0]).toMatchObject({ current_period_start: TEST_TIME, current_period_end: anchor });
    expect((await latest(subscription)).total).toBe(Math.round((9900 * 15) / 31));
    await setClock(own, anchor + 2 * HOUR);
    expect(await latest(await again(subscription))).toMatchObject({
      total: 9900,
      status: 'paid',
      period_start: TEST_TIME,
    });
  });
});
