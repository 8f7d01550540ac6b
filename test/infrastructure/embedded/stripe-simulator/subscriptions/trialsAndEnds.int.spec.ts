import { describe, expect, it } from 'vitest';
import { eventTypes, priceOf, setClock } from '../../../../support/stripeBilling.js';
import { TEST_TIME } from '../../../../support/stripeSimulation.js';
import { DAY, HOUR, itemOf, RENEWAL, subscriptionsForEach } from '../../../../support/subscriptionsForEach.js';

const own = subscriptionsForEach('trials');
const { start, again, latest } = own;

describe('a trial', () => {
  it('costs nothing, is told three days before its end, and then is paid', async () => {
    const subscription = await start('pm_card_visa', { trial_period_days: 14 });
    expect(subscription).toMatchObject({ status: 'trialing', trial_start: TEST_TIME, trial_end: TEST_TIME + 14 * DAY });
    expect(await latest(subscription)).toMatchObject({ total: 0, status: 'paid' });
    await setClock(own, TEST_TIME + 11 * DAY);
    expect(await eventTypes(own)).toContain('customer.subscription.trial_will_end');
    await setClock(own, TEST_TIME + 14 * DAY);
    expect(await again(subscription)).toMatchObject({ status: 'active' });
    expect(await latest(subscription)).toMatchObject({
      total: 9900,
      status: 'draft',
      billing_reason: 'subscription_cycle',
    });
    await setClock(own, TEST_TIME + 14 * DAY + 2 * HOUR);
    expect(await latest(subscription)).toMatchObject({ status: 'paid', amount_paid: 9900 });
    const told = (await eventTypes(own)).filter((type) => type === 'customer.subscription.trial_will_end');
    expect(told).toHaveLength(1);
  });

  it.each([
    ['cancel', 'canceled'],
    ['pause', 'paused'],
    ['create_invoice', 'past_due'],
  ] as const)('that ends without a method: %s', async (behavior, status) => {
    const subscription = await start(null, {
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: behavior } },
    });
    expect(subscription.pending_setup_intent).toMatch(/^seti_/);
    await setClock(own, TEST_TIME + 7 * DAY + 2 * HOUR);
    expect(await again(subscription)).toMatchObject({ status });
  });

  it('ended early is billed at once, from now', async () => {
    const subscription = await start('pm_card_visa', { trial_period_days: 14 });
    await setClock(own, TEST_TIME + 5 * DAY);
    const ended = await own.stripe.subscriptions.update(subscription.id, { trial_end: 'now' });
    expect(ended).toMatchObject({
      status: 'active',
      billing_cycle_anchor: TEST_TIME + 5 * DAY,
      trial_end: TEST_TIME + 5 * DAY,
    });
    expect(await latest(subscription)).toMatchObject({ total: 9900, status: 'paid' });
  });

  it('changes its plan for nothing', async () => {
    const dear = await priceOf(own, 19_900);
    const subscription = await start('pm_card_visa', { trial_period_days: 14 });
    await own.stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription), price: dear.id }],
      proration_behavior: 'always_invoice',
    });
    expect((await own.stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
    await setClock(own, TEST_TIME + 14 * DAY + 2 * HOUR);
    expect(await latest(subscription)).toMatchObject({ total: 19_900, status: 'paid' });
  });
});

describe('an end', () => {
  it('at the period end can be taken back', async () => {
    const subscription = await start();
    const ending = await own.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    expect(ending).toMatchObject({
      cancel_at: RENEWAL,
      cancel_at_period_end: true,
      canceled_at: TEST_TIME,
      status: 'active',
    });
    const kept = await own.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false });
    expect(kept).toMatchObject({ cancel_at: null, cancel_at_period_end: false, canceled_at: null });
    await setClock(own, RENEWAL + 2 * HOUR);
    expect(await again(subscription)).toMatchObject({ status: 'active' });
  });

  it('at the period end comes instead of a renewal', async () => {
    const subscription = await start();
    await own.stripe.subscriptions.update(subscription.id, { cancel_at: 'min_period_end' });
    await setClock(own, RENEWAL + 2 * HOUR);
    expect(await again(subscription)).toMatchObject({ status: 'canceled', ended_at: RENEWAL, canceled_at: TEST_TIME });
    expect((await own.stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
    expect((await eventTypes(own)).at(-1)).toBe('customer.subscription.deleted');
  });

  it('is final: only metadata and its reasons can change', async () => {
    const subscription = await start();
    const ended = await own.stripe.subscriptions.cancel(subscription.id, {
      cancellation_details: { comment: 'too dear' },
    });
    expect(ended).toMatchObject({
      status: 'canceled',
      cancellation_details: { comment: 'too dear', reason: 'cancellation_requested' },
    });
    await expect(own.stripe.subscriptions.cancel(subscription.id)).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
    const late = own.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    await expect(late).rejects.toMatchObject({ statusCode: 400, code: 'invalid_canceled_subscription_fields' });
    expect(await own.stripe.subscriptions.update(subscription.id, { metadata: { a: 'b' } })).toMatchObject({
      metadata: { a: 'b' },
    });
    expect((await own.stripe.subscriptions.list()).data).toEqual([]);
  });
});
