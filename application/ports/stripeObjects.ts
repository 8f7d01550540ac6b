import type { PaymentMethodSnapshot } from '../../domain/billing/billingAccount/paymentMethodSnapshot.js';
import type { SubscriptionSnapshot } from '../../domain/billing/billingAccount/subscriptionSnapshot.js';
import type { CreditNoteSnapshot, DisputeSnapshot, RefundSnapshot } from '../../domain/billing/invoice/adjustments.js';
import type { InvoiceSnapshot } from '../../domain/billing/invoice/invoiceSnapshot.js';
import type {
  BalanceTransaction,
  CustomerDetails,
  CustomerSnapshot,
} from '../../domain/billing/stripeCustomer/customerSnapshot.js';
import type { WatchedObject } from '../../domain/billing/stripeNotice/watchedObject.js';

/** What paid an invoice: the invoice and the customer it belongs to; null where there is none. */
export type PaidBy = Readonly<{ invoiceId: string | null; customerId: string | null }>;

export type WatchedNow = Readonly<{ observed: WatchedObject; customerId: string | null }>;

/**
 * Stripe's objects as they are now, read by id. Undefined where Stripe knows no such object.
 * @throws when Stripe cannot be asked: try again later
 */
export interface StripeObjects {
  subscription(id: string): Promise<SubscriptionSnapshot | undefined>;
  /** With all of its lines. */
  invoice(id: string): Promise<InvoiceSnapshot | undefined>;
  creditNote(id: string): Promise<CreditNoteSnapshot | undefined>;
  refund(id: string): Promise<RefundSnapshot | undefined>;
  latestRefundOf(chargeId: string): Promise<RefundSnapshot | undefined>;
  dispute(id: string): Promise<DisputeSnapshot | undefined>;
  paymentMethod(id: string): Promise<PaymentMethodSnapshot | 'detached' | undefined>;
  customer(id: string): Promise<Readonly<{ customer: CustomerSnapshot; details: CustomerDetails }> | undefined>;
  /** The object as it is now; the customer it belongs to where it names one. */
  watched(object: WatchedObject): Promise<WatchedNow | undefined>;
  /** Oldest first. */
  balanceTransactions(customerId: string): Promise<readonly BalanceTransaction[]>;
  /** What a payment intent or charge was for. */
  paidBy(payment: Readonly<{ paymentIntentId: string | null; chargeId: string | null }>): Promise<PaidBy | undefined>;
}
