import type { ChangeTiming, SubscriptionTarget } from '../../domain/billing/billingAccount/billingRequest.js';
import type { SubscriptionSnapshot } from '../../domain/billing/billingAccount/subscriptionSnapshot.js';
import type { StripeAnswer } from './stripeAnswer.js';

/** A subscription as it is now, and what its customer still has to confirm. */
export type SubscriptionAtStripe = Readonly<{
  subscription: SubscriptionSnapshot;
  /** For the customer's browser: confirms a payment or a card with 3-D Secure; null when nothing waits for it. */
  clientSecret: string | null;
}>;

export type SubscriptionAnswer = Promise<StripeAnswer<SubscriptionAtStripe>>;

/** `key` is the same for a repetition: it has one effect, also when the answer to the first was lost. */
type Keyed = Readonly<{ key: string }>;
type OfSubscription = Keyed & Readonly<{ subscriptionId: string }>;

export type SubscriptionOrder = Keyed &
  Readonly<{
    organizationId: string;
    customerId: string;
    target: SubscriptionTarget;
    trialDays: number;
    paymentMethodId: string | null;
    couponCode: string | null;
  }>;

export type SubscriptionChangeOrder = Readonly<{
  subscriptionId: string;
  target: SubscriptionTarget;
  /** `renewal` sets only what the next period is billed by and leaves the terms in force: it costs nothing now. */
  from: 'now' | 'renewal';
  prorate: boolean;
  prorationDate: string | null;
}>;

/** A subscription that may be started. */
export type StartPreviewOrder = Pick<SubscriptionOrder, 'target' | 'trialDays' | 'couponCode'> &
  Readonly<{ /** Null for an organization that Stripe does not know yet. */ customerId: string | null }>;

export type PreviewedLine = Readonly<{
  description: string | null;
  /** Minor units; negative for a credit. */
  amount: number;
  quantity: number | null;
  proration: boolean;
  periodStart: string;
  periodEnd: string;
}>;

export type PreviewedTax = Readonly<{ amount: number; inclusive: boolean; taxableAmount: number | null }>;

/** What is taken next, before usage and as far as is known now. */
export type NextCharge = Readonly<{ at: string; currency: string }> &
  Pick<PreviewedInvoice, 'subtotal' | 'discount' | 'tax' | 'total' | 'amountDue'>;

/** What a change would cost: the invoice it leads to, and what is taken next, which is that invoice where none is made now. */
export type PreviewedChange = Readonly<{ invoice: PreviewedInvoice; nextCharge: NextCharge }>;

/** What starting would cost: the invoice made at once, and the one after it. */
export type PreviewedStart = PreviewedChange & Readonly<{ trialEndsAt: string | null }>;

/** The invoice that a change would lead to; amounts in minor units of `currency`. */
export type PreviewedInvoice = Readonly<{
  currency: string;
  lines: readonly PreviewedLine[];
  subtotal: number;
  /** What coupons take off the subtotal. */
  discount: number;
  tax: number;
  /** What `tax` is made of; an inclusive one is within the lines' amounts already. */
  taxes: readonly PreviewedTax[];
  total: number;
  /** What would be collected: the total less what the customer has in credit. */
  amountDue: number;
  /** The instant up to which the present terms were counted; null where nothing is prorated. */
  prorationDate: string | null;
}>;

/** Subscriptions at Stripe. */
export interface StripeSubscriptions {
  /** Starts one, or answers the one that was started under the key. A card that is declined leaves nothing behind. */
  start(order: SubscriptionOrder): SubscriptionAnswer;
  /** Brings prices and quantities to the target. A card that is declined leaves all as it was. */
  change(order: SubscriptionChangeOrder & Keyed): SubscriptionAnswer;
  cancel(order: OfSubscription & Readonly<{ timing: ChangeTiming }>): SubscriptionAnswer;
  /** Takes back a cancellation that has not come about. */
  keep(order: OfSubscription): SubscriptionAnswer;
  pause(order: OfSubscription): SubscriptionAnswer;
  unpause(order: OfSubscription): SubscriptionAnswer;
  /** @param order `code` is a promotion code, or else a coupon */
  discount(order: OfSubscription & Readonly<{ code: string }>): SubscriptionAnswer;
  /** The subscription as it is now. */
  retrieve(subscriptionId: string): Promise<SubscriptionAtStripe>;
  /** What a subscription that is not there yet would be billed; makes nothing, not even a customer. */
  previewStart(order: StartPreviewOrder): Promise<StripeAnswer<PreviewedStart>>;
  /** What a change would be billed; changes nothing. */
  preview(order: SubscriptionChangeOrder): Promise<StripeAnswer<PreviewedChange>>;
}
