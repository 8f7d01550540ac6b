import type Stripe from 'stripe';
import type { StripeSubscriptions, SubscriptionAnswer } from '../../application/ports/stripeSubscriptions.js';
import { changeSubscription } from './changeSubscription.js';
import { discountFor } from './discountCodes.js';
import { previewChange } from './previewChange.js';
import { previewStart } from './previewStart.js';
import { priceIds } from './priceIds.js';
import { startSubscription } from './startSubscription.js';
import { answerTo } from './stripeAnswers.js';
import { retrieveSubscription } from './subscriptionAtStripe.js';

/**
 * Subscriptions over Stripe's API. Beside Stripe's own idempotency keys, which it forgets after a day, every change
 * leaves the key of its request on the subscription: whoever repeats it finds it done.
 */
export function stripeSubscriptions(stripe: Stripe): StripeSubscriptions {
  const idsOf = priceIds(stripe);
  const retrieve = (subscriptionId: string) => retrieveSubscription(stripe, subscriptionId);

  /** Runs an effect unless its marker is there, then answers what the subscription has come to. */
  const once = (
    { subscriptionId, key }: Readonly<{ subscriptionId: string; key: string }>,
    effect: (marked: { metadata: Record<string, string> }, options: Stripe.RequestOptions) => Promise<unknown>,
  ): SubscriptionAnswer =>
    answerTo(async () => {
      const { lastRequest } = await retrieve(subscriptionId);
      if (lastRequest !== key) await effect({ metadata: { lastRequest: key } }, { idempotencyKey: key });
      const { subscription, clientSecret } = await retrieve(subscriptionId);
      return { subscription, clientSecret };
    });

  return {
    start: (order) => startSubscription(stripe, idsOf, order),
    change: (order) => changeSubscription(stripe, idsOf, order),
    previewStart: (order) => previewStart(stripe, idsOf, order),
    preview: (order) => previewChange(stripe, idsOf, order),
    retrieve,

    cancel: (order) =>
      once(order, async (marked, options) => {
        const { subscriptionId, timing } = order;
        if (timing === 'periodEnd') {
          return stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true, ...marked }, options);
        }
        const { status } = (await retrieve(subscriptionId)).subscription;
        // A cancellation takes no idempotency key; having ended is its marker.
        if (status === 'canceled' || status === 'incomplete_expired') return undefined;
        return stripe.subscriptions.cancel(subscriptionId);
      }),

    keep: (order) =>
      once(order, async (marked, options) => {
        const { cancelAtPeriodEnd } = (await retrieve(order.subscriptionId)).subscription;
        // The hosted portal sets a date only; either is taken back by its own parameter (docs.stripe.com/billing/subscriptions/cancel).
        const kept = cancelAtPeriodEnd ? { cancel_at_period_end: false } : { cancel_at: '' as const };
        return stripe.subscriptions.update(order.subscriptionId, { ...kept, ...marked }, options);
      }),

    pause: (order) =>
      once(order, async (_, options) => {
        const { status } = (await retrieve(order.subscriptionId)).subscription;
        if (status === 'paused') return undefined;
        const how = { type: 'subscription', invoicing_behavior: 'pending_invoice_item' } as const;
        return stripe.subscriptions.pause(order.subscriptionId, how, options);
      }),

    unpause: (order) =>
      once(order, async (_, options) => {
        const { status } = (await retrieve(order.subscriptionId)).subscription;
        if (status !== 'paused') return undefined;
        return stripe.subscriptions.resume(order.subscriptionId, { billing_cycle_anchor: { type: 'now' } }, options);
      }),

    discount: async (order) => {
      const found = await discountFor(stripe, order.code);
      if (!found.done) return found;
      const { couponId, param } = found.value;
      const { subscription, lastRequest } = await retrieve(order.subscriptionId);
      const present = subscription.discounts ?? [];
      if (lastRequest !== order.key && present.some((each) => each.couponId === couponId)) return alreadyApplied;
      const discounts = [...present.map(({ discountId }) => ({ discount: discountId })), param];
      return once(order, (marked, options) =>
        stripe.subscriptions.update(order.subscriptionId, { discounts, ...marked }, options),
      );
    },
  };
}

const alreadyApplied = {
  done: false,
  refusal: { code: 'coupon_already_applied', declineCode: null, message: 'The coupon is applied already.' },
} as const;
