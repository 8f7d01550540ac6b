import type { SubscriptionId } from '../ids.js';
import type { PlanInterval } from '../plan/planTerms.js';
import type { PaymentMethodId } from './paymentMethodSnapshot.js';

/** The terms a subscription is to have: enough to name every price of it, and never a price itself. */
export type SubscriptionTarget = Readonly<{
  planId: string;
  planVersion: number;
  interval: PlanInterval;
  currency: string;
  /** All of them, the included ones among them. */
  seats: number;
  includedSeats: number;
  /** Names of the meters that are charged for. */
  meters: readonly string[];
}>;

/** At once, or when the period that has been paid for is over. */
export type ChangeTiming = 'now' | 'periodEnd';

/** What Stripe is asked to do for an organization, complete enough to be asked again word for word. */
export type BillingRequest =
  | Readonly<{
      kind: 'startSubscription';
      target: SubscriptionTarget;
      trialDays: number;
      paymentMethodId: PaymentMethodId | null;
      /** Promotion code or coupon. */
      couponCode: string | null;
    }>
  | Readonly<{
      kind: 'changeSubscription';
      subscriptionId: SubscriptionId;
      from: SubscriptionTarget | null;
      target: SubscriptionTarget;
      timing: ChangeTiming;
      /** Whether the time left of the period is credited and charged. */
      prorate: boolean;
      /** The instant that a preview was made for, so that what was shown is what is charged. */
      prorationDate: string | null;
      /** When the new terms hold; null for at once. */
      effectiveAt: string | null;
    }>
  | Readonly<{
      /** Takes a scheduled change back, or lets its terms hold because its time has come. */
      kind: 'undoSubscriptionChange' | 'applyScheduledChange';
      subscriptionId: SubscriptionId;
      target: SubscriptionTarget;
    }>
  | Readonly<{ kind: 'cancelSubscription'; subscriptionId: SubscriptionId; timing: ChangeTiming }>
  | Readonly<{ kind: 'resumeSubscription'; subscriptionId: SubscriptionId; from: 'cancellation' | 'pause' }>
  | Readonly<{ kind: 'pauseSubscription'; subscriptionId: SubscriptionId }>
  | Readonly<{ kind: 'applyCoupon'; subscriptionId: SubscriptionId; code: string }>
  | Readonly<{
      kind: 'attachPaymentMethod';
      paymentMethodId: PaymentMethodId;
      makeDefault: boolean;
      /** The subscription that names a method of its own, when the new one becomes the default. */
      subscriptionId: SubscriptionId | null;
    }>
  | Readonly<{
      kind: 'setDefaultPaymentMethod' | 'detachPaymentMethod';
      paymentMethodId: PaymentMethodId;
      /** The subscription that names a method of its own, which goes before the customer's. */
      subscriptionId: SubscriptionId | null;
    }>
  | Readonly<{
      kind: 'openCheckoutSession';
      target: SubscriptionTarget;
      trialDays: number;
      successUrl: string;
      cancelUrl: string;
    }>
  | Readonly<{ kind: 'openPortalSession'; returnUrl: string }>;

export type BillingRequestKind = BillingRequest['kind'];

/** Why Stripe did not do what it was asked. */
export type BillingRefusalCode =
  | 'card_declined'
  | 'payment_method_required'
  | 'payment_method_unusable'
  | 'coupon_unusable'
  | 'coupon_already_applied'
  | 'refused_by_stripe'
  /** Taken back before Stripe had answered. */
  | 'withdrawn';

/** Requests that touch the same thing wait for each other; sessions touch nothing. */
export const conflictGroupOf = (kind: BillingRequestKind): 'subscription' | 'paymentMethods' | null => groups[kind];

const groups = {
  startSubscription: 'subscription',
  changeSubscription: 'subscription',
  undoSubscriptionChange: 'subscription',
  applyScheduledChange: 'subscription',
  cancelSubscription: 'subscription',
  resumeSubscription: 'subscription',
  pauseSubscription: 'subscription',
  applyCoupon: 'subscription',
  attachPaymentMethod: 'paymentMethods',
  setDefaultPaymentMethod: 'paymentMethods',
  detachPaymentMethod: 'paymentMethods',
  openCheckoutSession: null,
  openPortalSession: null,
} as const satisfies Record<BillingRequestKind, string | null>;
