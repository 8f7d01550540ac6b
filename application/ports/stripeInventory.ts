import type { PaymentMethodSnapshot } from '../../domain/billing/billingAccount/paymentMethodSnapshot.js';
import type { SubscriptionSnapshot } from '../../domain/billing/billingAccount/subscriptionSnapshot.js';
import type { InvoiceSnapshot } from '../../domain/billing/invoice/invoiceSnapshot.js';

/** An object of Stripe's and the organization its metadata names, if any. */
export type ListedObject<T> = Readonly<{ snapshot: T; organizationHint: string | null }>;

/** Everything Stripe has of a kind, newest first. @throws when Stripe cannot be asked */
export interface StripeInventory {
  /** With the discounts in force. */
  subscriptions(): AsyncIterable<ListedObject<SubscriptionSnapshot>>;
  /** With all of their lines. */
  invoices(): AsyncIterable<ListedObject<InvoiceSnapshot>>;
  /** None where Stripe knows no such customer (any more). */
  paymentMethods(customerId: string): AsyncIterable<PaymentMethodSnapshot>;
}
