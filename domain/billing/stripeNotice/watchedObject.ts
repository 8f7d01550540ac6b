import type { InvoiceId, StripeCustomerId, SubscriptionId } from '../ids.js';
import type {
  CatalogueEditSnapshot,
  FinalizationFailureSnapshot,
  PaymentSnapshot,
  PendingChargeSnapshot,
} from './watchedMoney.js';

/** A purchase on Stripe's hosted page (docs.stripe.com/api/checkout/sessions/object). */
export type CheckoutSnapshot = Readonly<{
  kind: 'checkout';
  id: string;
  customerId: StripeCustomerId | null;
  status: 'open' | 'complete' | 'expired';
  /** A complete session may wait for money that takes days, and not get it. */
  payment: 'paid' | 'unpaid' | 'failed' | 'notRequired';
  subscriptionId: SubscriptionId | null;
}>;

/** A way to pay that is being saved (docs.stripe.com/api/setup_intents/object). */
export type SetupSnapshot = Readonly<{
  kind: 'setup';
  id: string;
  customerId: StripeCustomerId | null;
  status: string;
  paymentMethodId: string | null;
  /** Why the last try failed; null when none has. */
  code: string | null;
  declineCode: string | null;
  message: string | null;
}>;

/** Changes of a subscription that the seller planned at Stripe (docs.stripe.com/api/subscription_schedules/object). */
export type ScheduleSnapshot = Readonly<{
  kind: 'schedule';
  id: string;
  customerId: StripeCustomerId | null;
  subscriptionId: SubscriptionId | null;
  status: string;
  /** It ended because the subscription fell into arrears. */
  aborted: boolean;
  endBehavior: string;
  phases: readonly Readonly<{ startsAt: string; endsAt: string | null; priceIds: readonly string[] }>[];
}>;

/** Prepaid credit for usage; amounts in minor units (docs.stripe.com/api/billing/credit-grant/object). */
export type CreditGrantSnapshot = Readonly<{
  kind: 'creditGrant';
  id: string;
  customerId: StripeCustomerId | null;
  name: string | null;
  category: string;
  currency: string | null;
  amount: number | null;
  effectiveAt: string | null;
  expiresAt: string | null;
  voidedAt: string | null;
}>;

/** A movement of prepaid credit (docs.stripe.com/api/billing/credit-balance-transaction/object). */
export type CreditUseSnapshot = Readonly<{
  kind: 'creditUse';
  id: string;
  grantId: string;
  direction: 'credit' | 'debit';
  currency: string | null;
  amount: number | null;
  invoiceId: InvoiceId | null;
}>;

/** A payment that the card's network or Stripe's rules find suspicious (docs.stripe.com/radar). */
export type FraudFlagSnapshot = Readonly<{
  kind: 'fraudFlag';
  id: string;
  source: 'earlyFraudWarning' | 'review';
  chargeId: string | null;
  paymentIntentId: string | null;
  invoiceId: InvoiceId | null;
  reason: string;
  /** Something can still be done, such as giving the money back before it is disputed. */
  open: boolean;
}>;

/** Usage that Stripe took and then threw away (docs.stripe.com/billing/subscriptions/usage-based/recording-usage-api). */
export type RejectedUsageSnapshot = Readonly<{
  kind: 'rejectedUsage';
  /** Stripe's event: each report is told once. */
  id: string;
  /** Null where no meter of that name was found. */
  meterId: string | null;
  summary: string;
  count: number;
  errors: readonly Readonly<{ code: string; count: number; identifiers: readonly string[] }>[];
  from: string | null;
  to: string | null;
}>;

/** What is only watched: it belongs to Stripe, and billing follows it without deciding anything. */
export type WatchedObject =
  | CheckoutSnapshot
  | SetupSnapshot
  | ScheduleSnapshot
  | CreditGrantSnapshot
  | CreditUseSnapshot
  | FraudFlagSnapshot
  | RejectedUsageSnapshot
  | PaymentSnapshot
  | PendingChargeSnapshot
  | FinalizationFailureSnapshot
  | CatalogueEditSnapshot;
export type WatchedKind = WatchedObject['kind'];

const checkoutOrder = ['open', 'expired', 'complete'];
const paymentOrder = ['unpaid', 'failed', 'paid', 'notRequired'];

/**
 * How far along its life an object is: what an event carried never takes it back, whatever order events come in (stripe.md 2.2).
 * Objects that may go both ways, and are read anew for every event, stay at 0.
 */
export function progressOf(object: WatchedObject): number {
  switch (object.kind) {
    case 'checkout':
      return checkoutOrder.indexOf(object.status) * paymentOrder.length + paymentOrder.indexOf(object.payment);
    case 'setup':
      return object.status === 'succeeded' || object.status === 'canceled' ? 1 : 0;
    case 'schedule':
      return ['completed', 'released', 'canceled'].includes(object.status) ? 1 : 0;
    case 'creditGrant':
      return object.voidedAt === null ? 0 : 1;
    case 'fraudFlag':
      return object.open ? 0 : 1;
    case 'payment':
      return object.status === 'pending' ? 0 : 1;
    case 'pendingCharge':
      return object.removed ? 2 : object.invoiceId === null ? 0 : 1;
    case 'creditUse':
    case 'rejectedUsage':
    case 'finalizationFailure':
    case 'catalogueEdit':
      return 0;
  }
}
