import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { eventTypes, priceOf, setClock, useCard } from '../../../../support/stripeBilling.js';
import { TEST_TIME } from '../../../../support/stripeSimulation.js';
import { DAY, HOUR, itemOf, subscriptionsForEach } from '../../../../support/subscriptionsForEach.js';

const own = subscriptionsForEach('held');
const { start, again, latest } = own;

describe('a change that waits for its money', () => {
  const upgrade = async (subscription: Stripe.Subscription) => {
    const dear = await priceOf(own, 19_900);
    await useCard(own.stripe, String(subscription.customer), 'pm_card_chargeCustomerFail');
    await setClock(own, TEST_TIME + 15 * DAY);
    const held = await own.stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription), price: dear.id }],
      payment_behavior: 'pending_if_incomplete',
      proration_behavior: 'always_invoice',
    });
    return { dear, held };
  };

  it('is applied once it is paid', async () => {
    const subscription = await start();
    const { dear, held } = await upgrade(subscription);
    expect(held).toMatchObject({ status: 'active', items: { data: [{ price: { id: own.price.id } }] } });
    expect(held.pending_update).toMatchObject({
      expires_at: TEST_TIME + 15 * DAY + 23 * HOUR,
      subscription_items: [{ price: { id: dear.id } }],
    });
    await useCard(own.stripe, String(subscription.customer), 'pm_card_visa');
    await own.stripe.invoices.pay(String(held.latest_invoice));
    expect(await again(subscription)).toMatchObject({
      pending_update: null,
      items: { data: [{ price: { id: dear.id } }] },
    });
    expect(await eventTypes(own)).toContain('customer.subscription.pending_update_applied');
  });

  it('is dropped after 23 hours', async () => {
    const subscription = await start();
    await upgrade(subscription);
    await setClock(own, TEST_TIME + 16 * DAY);
    expect(await again(subscription)).toMatchObject({
      status: 'active',
      pending_update: null,
      items: { data: [{ price: { id: own.price.id } }] },
    });
    expect(await latest(subscription)).toMatchObject({ status: 'void' });
    expect(await eventTypes(own)).toContain('customer.subscription.pending_update_expired');
  });

  it('takes no other parameters', async () => {
    const subscription = await start();
    const refused = own.stripe.subscriptions.update(subscription.id, {
      payment_behavior: 'pending_if_incomplete',
      metadata: { a: 'b' },
    });
    await expect(refused).rejects.toMatchObject({ statusCode: 400, param: 'payment_behavior' });
  });
});

describe('an upgrade that is not paid', () => {
  const change = async (behavior: Stripe.SubscriptionUpdateParams.PaymentBehavior) => {
    const subscription = await start();
    const dear = await priceOf(own, 19_900);
    await useCard(own.stripe, String(subscription.customer), 'pm_card_chargeCustomerFail');
    await setClock(own, TEST_TIME + 15 * DAY);
    const items = [{ id: itemOf(subscription), price: dear.id }];
    const update = own.stripe.subscriptions.update(subscription.id, {
      items,
      payment_behavior: behavior,
      proration_behavior: 'always_invoice',
    });
    return { subscription, dear, update };
  };

  it.each(['allow_incomplete', 'default_incomplete'] as const)('is past due with %s', async (behavior) => {
    const { dear, update } = await change(behavior);
    expect(await update).toMatchObject({ status: 'past_due', items: { data: [{ price: { id: dear.id } }] } });
  });

  it('is refused whole with error_if_incomplete', async () => {
    const { subscription, update } = await change('error_if_incomplete');
    await expect(update).rejects.toMatchObject({ statusCode: 402, code: 'card_declined' });
    expect(await again(subscription)).toMatchObject({
      status: 'active',
      items: { data: [{ price: { id: own.price.id } }] },
    });
    expect((await own.stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
  });
});
