import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { setClock, useCard } from '../../../../support/stripeBilling.js';
import { TEST_TIME } from '../../../../support/stripeSimulation.js';
import { DAY, HOUR, RENEWAL, subscriptionsForEach } from '../../../../support/subscriptionsForEach.js';

const own = subscriptionsForEach('dunning');
const { start, again, latest } = own;

/** A subscription whose card stops to work before its first renewal. */
async function failing(card = 'pm_card_chargeCustomerFail'): Promise<Stripe.Subscription> {
  const subscription = await start();
  await useCard(own.stripe, String(subscription.customer), card);
  return subscription;
}

const failures = async () =>
  (await own.stripe.events.list({ type: 'invoice.payment_failed', limit: 100 })).data.reverse();

describe('a renewal that cannot be paid', () => {
  it('is a draft for an hour, then past due, and retried by the schedule', async () => {
    const subscription = await failing();
    await setClock(own, RENEWAL);
    expect(await latest(subscription)).toMatchObject({
      status: 'draft',
      billing_reason: 'subscription_cycle',
      automatically_finalizes_at: RENEWAL + 3601,
      next_payment_attempt: RENEWAL + 3600,
      period_start: TEST_TIME,
      period_end: RENEWAL,
    });
    expect(await again(subscription)).toMatchObject({
      status: 'active',
      items: { data: [{ current_period_start: RENEWAL }] },
    });
    await setClock(own, RENEWAL + 2 * HOUR);
    expect(await again(subscription)).toMatchObject({ status: 'past_due' });
    const first = RENEWAL + 3601;
    expect(await latest(subscription)).toMatchObject({
      status: 'open',
      attempt_count: 1,
      next_payment_attempt: first + DAY,
    });
    await setClock(own, first + 13 * DAY);
    expect(await latest(subscription)).toMatchObject({ attempt_count: 8, next_payment_attempt: first + 14 * DAY });
    const days = (await failures()).map(({ created }) => (created - first) / DAY);
    expect(days).toEqual([0, 1, 3, 5, 7, 9, 11, 13]);
  });

  it.each([
    ['cancel', 'canceled'],
    ['unpaid', 'unpaid'],
    ['leave_past_due', 'past_due'],
  ] as const)('ends by the setting %s', async (action, status) => {
    await own.control('/settings', { end_action: action });
    const subscription = await failing();
    await setClock(own, RENEWAL + 16 * DAY);
    expect(await again(subscription)).toMatchObject({ status });
    const invoice = await latest(subscription);
    expect(invoice).toMatchObject({
      status: 'open',
      attempt_count: 9,
      next_payment_attempt: null,
      amount_remaining: 9900,
    });
    expect(await failures()).toHaveLength(9);
    await setClock(own, RENEWAL + 33 * DAY);
    const expected = {
      cancel: ['open', 'paid'],
      unpaid: ['draft', 'open', 'paid'],
      leave_past_due: ['open', 'open', 'paid'],
    };
    const { data } = await own.stripe.invoices.list({ subscription: subscription.id });
    expect(data.map((each) => each.status)).toEqual(expected[action]);
  });

  it('recovers with another card at the next retry', async () => {
    const subscription = await failing();
    await setClock(own, RENEWAL + 2 * DAY);
    await useCard(own.stripe, String(subscription.customer), 'pm_card_visa');
    await setClock(own, RENEWAL + 4 * DAY);
    expect(await again(subscription)).toMatchObject({ status: 'active' });
    expect(await latest(subscription)).toMatchObject({ status: 'paid', attempt_count: 3, next_payment_attempt: null });
    await setClock(own, RENEWAL + 20 * DAY);
    expect(await failures()).toHaveLength(2);
  });

  it('recovers when it is paid by hand, which is no attempt of the schedule', async () => {
    const subscription = await failing();
    await setClock(own, RENEWAL + 2 * HOUR);
    const { id } = await latest(subscription);
    await expect(own.stripe.invoices.pay(id)).rejects.toMatchObject({ statusCode: 402, code: 'card_declined' });
    expect(await latest(subscription)).toMatchObject({ status: 'open', attempt_count: 1 });
    await useCard(own.stripe, String(subscription.customer), 'pm_card_visa');
    expect(await own.stripe.invoices.pay(id)).toMatchObject({ status: 'paid', amount_paid: 9900 });
    expect(await again(subscription)).toMatchObject({ status: 'active' });
  });

  it('is forgiven as uncollectible, and void stays what it was', async () => {
    const subscription = await failing();
    await setClock(own, RENEWAL + 2 * HOUR);
    const { id } = await latest(subscription);
    expect(await own.stripe.invoices.markUncollectible(id)).toMatchObject({ status: 'uncollectible' });
    expect(await again(subscription)).toMatchObject({ status: 'active' });
    expect(await own.stripe.invoices.voidInvoice(id)).toMatchObject({ status: 'void' });
    await expect(own.stripe.invoices.pay(id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it('with a stolen card keeps its schedule, but only another card is charged', async () => {
    const started = await start();
    const customer = String(started.customer);
    await own.control('/payments/next', { outcome: 'decline', decline: 'stolen_card' });
    await setClock(own, RENEWAL + 6 * DAY);
    expect(await latest(started)).toMatchObject({ status: 'open', attempt_count: 4 });
    expect((await own.stripe.charges.list({ customer })).data.filter(({ status }) => status === 'failed')).toHaveLength(
      1,
    );
    await useCard(own.stripe, customer, 'pm_card_mastercard');
    await setClock(own, RENEWAL + 8 * DAY);
    expect(await latest(started)).toMatchObject({ status: 'paid', attempt_count: 5 });
    expect(await again(started)).toMatchObject({ status: 'active' });
  });

  it('wants its buyer to authenticate', async () => {
    const subscription = await failing('pm_card_authenticationRequired');
    await setClock(own, RENEWAL + 2 * HOUR);
    expect(await again(subscription)).toMatchObject({ status: 'past_due' });
    expect(await latest(subscription)).toMatchObject({ status: 'open', attempt_count: 0, attempted: true });
    const { data } = await own.stripe.events.list({ type: 'invoice.payment_action_required' });
    expect(data).toHaveLength(1);
    const { payments } = await latest(subscription);
    await own.control(`/payment_intents/${payments?.data[0]?.payment.payment_intent}/authenticate`, {
      result: 'succeed',
    });
    expect(await again(subscription)).toMatchObject({ status: 'active' });
  });

  it('leaves an unpaid subscription that its latest invoice brings back', async () => {
    await own.control('/settings', { end_action: 'unpaid', dunning: [1] });
    const subscription = await failing();
    await setClock(own, RENEWAL + 3 * DAY);
    expect(await again(subscription)).toMatchObject({ status: 'unpaid' });
    await useCard(own.stripe, String(subscription.customer), 'pm_card_visa');
    await own.stripe.invoices.pay((await latest(subscription)).id);
    expect(await again(subscription)).toMatchObject({ status: 'active' });
  });
});
