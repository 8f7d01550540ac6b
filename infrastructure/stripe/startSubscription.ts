import type Stripe from 'stripe';
import type { SubscriptionAnswer, SubscriptionOrder } from '../../application/ports/stripeSubscriptions.js';
import { discountFor } from './discountCodes.js';
import type { PriceIds } from './priceIds.js';
import { answerTo, needsConfirmation } from './stripeAnswers.js';
import { retrieveSubscription } from './subscriptionAtStripe.js';
import { itemsOf } from './subscriptionItems.js';
import { termsMetadata } from './termsMetadata.js';

/** Starts a subscription under the order's key, once. */
export async function startSubscription(
  stripe: Stripe,
  priceIds: PriceIds,
  order: SubscriptionOrder,
): SubscriptionAnswer {
  const discount = order.couponCode === null ? undefined : await discountFor(stripe, order.couponCode);
  if (discount && !discount.done) return discount;
  const discounts = discount ? [discount.value.param] : [];
  return answerTo(async () => {
    const id = (await startedBefore(stripe, order)) ?? (await create(stripe, priceIds, order, discounts));
    const { subscription, clientSecret } = await retrieveSubscription(stripe, id);
    return { subscription, clientSecret };
  });
}

/** The subscription that an earlier try made, whose answer was lost. */
async function startedBefore(stripe: Stripe, { customerId, key }: SubscriptionOrder): Promise<string | undefined> {
  const { data } = await stripe.subscriptions.list({ customer: customerId, status: 'all', limit: 100 });
  return data.find(({ metadata }) => metadata.lastRequest === key)?.id;
}

async function create(
  stripe: Stripe,
  priceIds: PriceIds,
  order: SubscriptionOrder,
  discounts: Stripe.SubscriptionCreateParams.Discount[],
): Promise<string> {
  const { organizationId, customerId, target, trialDays, paymentMethodId, key } = order;
  const parameters = {
    customer: customerId,
    items: await itemsOf(target, priceIds),
    ...(discounts.length > 0 ? { discounts } : {}),
    ...(paymentMethodId === null ? {} : { default_payment_method: paymentMethodId }),
    ...(trialDays > 0 ? { trial_period_days: trialDays } : {}),
    // Whoever gave no card before the trial ended keeps everything and is asked for one, rather than owing money.
    trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
    metadata: { organizationId, ...termsMetadata(target), lastRequest: key },
  } as const;
  try {
    const created = await stripe.subscriptions.create(
      { ...parameters, payment_behavior: 'error_if_incomplete' },
      { idempotencyKey: `${key}:start` },
    );
    return created.id;
  } catch (error) {
    if (!needsConfirmation(error)) throw error;
    // The card is good but its holder has to say so: the subscription waits as incomplete for 23 hours.
    const waiting = await stripe.subscriptions.create(
      { ...parameters, payment_behavior: 'allow_incomplete' },
      { idempotencyKey: `${key}:startToConfirm` },
    );
    return waiting.id;
  }
}
