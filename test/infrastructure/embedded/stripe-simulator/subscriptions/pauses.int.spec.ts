import { describe, expect, it } from 'vitest';
import { eventTypes, setClock, useCard } from '../../../../support/stripeBilling.js';
import { TEST_TIME } from '../../../../support/stripeSimulation.js';
import { DAY, RENEWAL, subscriptionsForEach } from '../../../../support/subscriptionsForEach.js';

const own = subscriptionsForEach('pauses');
const { start, again, latest } = own;

describe('a pause', () => {
  it('credits unused time and starts a new period when it is resumed', async () => {
    const subscription = await start();
    await setClock(own, TEST_TIME + 15 * DAY);
    const paused = await own.stripe.subscriptions.pause(subscription.id, {
      type: 'subscription',
      invoicing_behavior: 'pending_invoice_item',
    });
    expect(paused).toMatchObject({
      status: 'paused',
      status_details: { paused: { subscription: { type: 'pause_requested' } } },
    });
    await setClock(own, RENEWAL + 10 * DAY);
    expect((await own.stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
    const resumed = await own.stripe.subscriptions.resume(subscription.id);
    expect(resumed).toMatchObject({ status: 'active', billing_cycle_anchor: RENEWAL + 10 * DAY });
    expect(resumed.status_details).toBeUndefined();
    expect(await latest(subscription)).toMatchObject({ total: 9900 - 4950, status: 'paid' });
    expect((await eventTypes(own)).filter((type) => /paused|resumed/.test(type))).toEqual([
      'customer.subscription.paused',
      'customer.subscription.resumed',
    ]);
  });

  it.each([
    ['resume_on_payment_attempt', 'past_due', 'past_due'],
    ['resume_on_payment_success', 'paused', 'paused'],
  ] as const)('resumed with a card that fails: %s', async (behavior, status, later) => {
    const subscription = await start();
    await own.stripe.subscriptions.pause(subscription.id, { bill_for: { unused_time_from: { type: 'none' } } });
    await useCard(own.stripe, String(subscription.customer), 'pm_card_chargeCustomerFail');
    await setClock(own, TEST_TIME + 40 * DAY);
    const resumed = await own.stripe.subscriptions.resume(subscription.id, { payment_behavior: behavior });
    expect(resumed.status).toBe(status);
    await setClock(own, TEST_TIME + 42 * DAY);
    expect(await again(subscription)).toMatchObject({ status: later });
    expect((await latest(subscription)).status).toBe(status === 'paused' ? 'void' : 'open');
  });

  it('is only for what runs', async () => {
    const subscription = await start();
    await expect(own.stripe.subscriptions.resume(subscription.id)).rejects.toMatchObject({ statusCode: 400 });
    const trial = await start('pm_card_visa', { trial_period_days: 3 });
    await expect(own.stripe.subscriptions.pause(trial.id)).rejects.toMatchObject({ statusCode: 400 });
    const classic = await start('pm_card_visa', { billing_mode: { type: 'classic' } });
    await expect(own.stripe.subscriptions.pause(classic.id)).rejects.toMatchObject({ statusCode: 400 });
  });
});
