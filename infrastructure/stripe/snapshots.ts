import type { z } from 'zod';
import type {
  SubscriptionDiscount,
  SubscriptionSnapshot,
} from '../../domain/billing/billingAccount/subscriptionSnapshot.js';
import type { stripeDiscount, stripeSubscription } from './stripeObjects.js';

/** Stripe's seconds since 1970 as a UTC instant. */
export const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();
export const instantOrNull = (seconds: number | null | undefined) => (seconds == null ? null : instant(seconds));

/**
 * Our view of a Stripe subscription. The item with the plan's base price, else the first, is the plan; our metadata, or
 * its price's lookup key, names it. Discounts are told only where they were expanded.
 */
export function subscriptionSnapshot(subscription: z.infer<typeof stripeSubscription>): SubscriptionSnapshot {
  const { data } = subscription.items;
  const item = data.find(({ price }) => price.lookup_key?.endsWith(':base')) ?? data[0];
  if (!item) throw new Error(`subscription ${subscription.id} has no item`);
  return {
    subscriptionId: subscription.id,
    customerId: subscription.customer,
    status: subscription.status,
    planId: subscription.metadata?.planId ?? item.price.lookup_key ?? null,
    priceId: item.price.id,
    quantity: item.quantity ?? 1,
    unitAmount: item.price.unit_amount,
    currency: subscription.currency,
    interval: item.price.recurring.interval,
    intervalCount: item.price.recurring.interval_count,
    currentPeriodStart: instant(item.current_period_start),
    currentPeriodEnd: instant(item.current_period_end),
    startedAt: instant(subscription.start_date),
    trialEndsAt: instantOrNull(subscription.trial_end),
    cancelAt: instantOrNull(subscription.cancel_at),
    endedAt: instantOrNull(subscription.ended_at),
    ...further(subscription),
  };
}

/** What a snapshot says beside what it always did; what Stripe left out is left out. */
function further({ items, metadata, ...said }: z.infer<typeof stripeSubscription>): Partial<SubscriptionSnapshot> {
  const discounts = said.discounts?.flatMap((discount) => (typeof discount === 'string' ? [] : [discount]));
  return {
    planVersion: wholeOrNull(metadata?.planVersion),
    seats: wholeOrNull(metadata?.seats),
    items: items.data.map(({ id, quantity, price }) => ({
      itemId: id ?? price.id,
      priceId: price.id,
      lookupKey: price.lookup_key ?? null,
      quantity: quantity ?? null,
      unitAmount: price.unit_amount,
    })),
    cancelAtPeriodEnd: said.cancel_at_period_end ?? false,
    pausedAt: instantOrNull(said.status_details?.paused?.transitioned_at),
    ...(discounts?.length === said.discounts?.length && discounts
      ? { discounts: discounts.map(discountSnapshot) }
      : {}),
    defaultPaymentMethodId: said.default_payment_method ?? null,
    latestInvoiceId: said.latest_invoice ?? null,
  };
}

export const discountSnapshot = ({
  id,
  end,
  source: { coupon },
}: z.infer<typeof stripeDiscount>): SubscriptionDiscount => ({
  discountId: id,
  couponId: coupon.id,
  percentOff: coupon.percent_off ?? null,
  amountOff: coupon.amount_off ?? null,
  endsAt: instantOrNull(end),
});

const wholeOrNull = (text: string | undefined): number | null =>
  text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
