import type Stripe from 'stripe';
import type { SubscriptionAnswer, SubscriptionChangeOrder } from '../../application/ports/stripeSubscriptions.js';
import type { SubscriptionSnapshot } from '../../domain/billing/billingAccount/subscriptionSnapshot.js';
import type { PriceIds } from './priceIds.js';
import { answerTo, needsConfirmation } from './stripeAnswers.js';
import { retrieveSubscription } from './subscriptionAtStripe.js';
import { itemChanges } from './subscriptionItems.js';
import { termsMetadata } from './termsMetadata.js';

/** Brings a subscription to other terms under the order's key, once. */
export function changeSubscription(
  stripe: Stripe,
  priceIds: PriceIds,
  order: SubscriptionChangeOrder & Readonly<{ key: string }>,
): SubscriptionAnswer {
  const { subscriptionId, key } = order;
  return answerTo(async () => {
    const present = await retrieveSubscription(stripe, subscriptionId);
    if (present.lastRequest !== key) await update(stripe, priceIds, order, present.subscription);
    const { subscription, clientSecret } = await retrieveSubscription(stripe, subscriptionId);
    return { subscription, clientSecret };
  });
}

async function update(
  stripe: Stripe,
  priceIds: PriceIds,
  order: SubscriptionChangeOrder & Readonly<{ key: string }>,
  present: SubscriptionSnapshot,
): Promise<void> {
  const { subscriptionId, target, from, key } = order;
  const items = await itemChanges(present, target, from === 'now' ? 'all' : 'licensed', priceIds);
  const parameters = {
    ...(items.length > 0 ? { items } : {}),
    ...proration(order, present),
    metadata: { ...(from === 'now' ? termsMetadata(target) : {}), lastRequest: key },
  };
  try {
    await stripe.subscriptions.update(
      subscriptionId,
      { ...parameters, payment_behavior: 'error_if_incomplete' },
      { idempotencyKey: `${key}:change` },
    );
  } catch (error) {
    if (!needsConfirmation(error)) throw error;
    // The change holds at once; what it costs waits for the card's holder, as a renewal would.
    await stripe.subscriptions.update(
      subscriptionId,
      { ...parameters, payment_behavior: 'allow_incomplete' },
      { idempotencyKey: `${key}:changeToConfirm` },
    );
  }
}

/** How the rest of the period is billed; another interval begins a period of its own. */
export function proration(
  { target, prorate, prorationDate }: SubscriptionChangeOrder,
  { interval }: SubscriptionSnapshot,
) {
  if (!prorate) return { proration_behavior: 'none' as const };
  return {
    proration_behavior: 'always_invoice' as const,
    ...(target.interval === interval ? {} : { billing_cycle_anchor: { type: 'now' as const } }),
    ...(prorationDate === null ? {} : { proration_date: Math.floor(Date.parse(prorationDate) / 1000) }),
  };
}
