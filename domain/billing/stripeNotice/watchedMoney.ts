import type { InvoiceId, StripeCustomerId, SubscriptionId } from '../ids.js';

/**
 * One try to take money (docs.stripe.com/api/charges/object). Kept where nothing else tells of it: why a card was declined, and money
 * that belongs to no invoice.
 */
export type PaymentSnapshot = Readonly<{
  kind: 'payment';
  id: string;
  customerId: StripeCustomerId | null;
  paymentIntentId: string | null;
  /** Null for money that no invoice asked for. */
  invoiceId: InvoiceId | null;
  status: 'pending' | 'succeeded' | 'failed';
  /** Minor units of `currency`. */
  amount: number;
  currency: string;
  /** Why it failed, in Stripe's codes and words; null when it has not. */
  code: string | null;
  declineCode: string | null;
  message: string | null;
}>;

/** An amount that waits for the next invoice (docs.stripe.com/api/invoiceitems/object). */
export type PendingChargeSnapshot = Readonly<{
  kind: 'pendingCharge';
  id: string;
  customerId: StripeCustomerId | null;
  subscriptionId: SubscriptionId | null;
  /** The invoice that took it up; null while it waits. */
  invoiceId: InvoiceId | null;
  /** Minor units of `currency`; negative for a credit. */
  amount: number;
  currency: string;
  description: string | null;
  proration: boolean;
  periodStart: string;
  periodEnd: string;
  /** The seller took it back before it was invoiced. */
  removed: boolean;
}>;

/** An invoice that could not be finalized: it is never collected unless somebody mends it (docs.stripe.com/api/invoices/object). */
export type FinalizationFailureSnapshot = Readonly<{
  kind: 'finalizationFailure';
  /** Of the invoice. */
  id: string;
  customerId: StripeCustomerId | null;
  code: string | null;
  message: string | null;
}>;

/** Something of a plan was changed at Stripe behind the plan's back: what is archived there cannot be sold any more. */
export type CatalogueEditSnapshot = Readonly<{
  kind: 'catalogueEdit';
  /** Of the product, price or meter. */
  id: string;
  of: 'product' | 'price' | 'meter';
  /** What we call it: the plan, the price's lookup key, the meter. */
  name: string;
  state: 'active' | 'archived' | 'deleted';
}>;
