import type { StripeCustomerId, SubscriptionId } from '../ids.js';

/** Stripe's subscription statuses (docs.stripe.com/billing/subscriptions/overview). */
export type SubscriptionStatus =
  | 'incomplete'
  | 'incomplete_expired'
  | 'trialing'
  | 'active'
  | 'past_due'
  | 'canceled'
  | 'unpaid'
  | 'paused';

export type BillingInterval = 'day' | 'week' | 'month' | 'year';

/** One item of a subscription as Stripe bills it. */
export type SubscriptionItem = Readonly<{
  itemId: string;
  priceId: string;
  /** The price's lookup key, which names what of our plan it is; null for a price made outside Objecta. */
  lookupKey: string | null;
  /** Null where usage decides. */
  quantity: number | null;
  unitAmount: number | null;
}>;

/** A discount in force on a subscription. */
export type SubscriptionDiscount = Readonly<{
  discountId: string;
  couponId: string;
  percentOff: number | null;
  /** Minor units of the subscription's currency. */
  amountOff: number | null;
  endsAt: string | null;
}>;

/** What Stripe says of a subscription at one moment; times are UTC instants. */
export type SubscriptionSnapshot = Readonly<{
  subscriptionId: SubscriptionId;
  customerId: StripeCustomerId;
  status: SubscriptionStatus;
  /** Our plan, from the metadata we set on the price or subscription; null for one made outside Objecta. */
  planId: string | null;
  priceId: string;
  quantity: number;
  /** Minor units for one unit and interval; null where the price has tiers. */
  unitAmount: number | null;
  currency: string;
  interval: BillingInterval;
  intervalCount: number;
  currentPeriodStart: string;
  currentPeriodEnd: string;
  startedAt: string;
  trialEndsAt: string | null;
  cancelAt: string | null;
  endedAt: string | null;
  /** Version of the plan whose terms hold now; what is billed next may already be another, see `SubscriptionChangeScheduled`. */
  planVersion?: number | null;
  /** Seats the organization has now, the included ones among them. */
  seats?: number | null;
  items?: readonly SubscriptionItem[];
  cancelAtPeriodEnd?: boolean;
  pausedAt?: string | null;
  discounts?: readonly SubscriptionDiscount[];
  defaultPaymentMethodId?: string | null;
  latestInvoiceId?: string | null;
}>;

/** Statuses a subscription never leaves. */
export const isTerminal = ({ status }: Pick<SubscriptionSnapshot, 'status'>): boolean =>
  status === 'canceled' || status === 'incomplete_expired';

/** Whether two snapshots say the same. */
export const sameSnapshot = (a: SubscriptionSnapshot, b: SubscriptionSnapshot): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every((field) =>
    sameValue(a[field as keyof SubscriptionSnapshot], b[field as keyof SubscriptionSnapshot]),
  );

/** What is known once a description has been heard: what it does not speak of stays as it was. */
export const heard = (known: SubscriptionSnapshot | undefined, said: SubscriptionSnapshot): SubscriptionSnapshot => ({
  ...known,
  ...said,
});

function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [ours, theirs] = [Object.entries(a), Object.entries(b)];
  return ours.length === theirs.length && ours.every(([key, value]) => sameValue(value, b[key as keyof typeof b]));
}
