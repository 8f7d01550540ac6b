import type { InvoiceId } from '../ids.js';

/** What Stripe says of a credit note; amounts in minor units (docs.stripe.com/api/credit_notes/object). */
export type CreditNoteSnapshot = Readonly<{
  creditNoteId: string;
  invoiceId: InvoiceId;
  number: string;
  status: 'issued' | 'void';
  currency: string;
  /** With tax. */
  total: number;
  tax: number;
  /** Taken off what was still due. */
  beforePayment: number;
  /** Given back of what had been paid. */
  afterPayment: number;
  reason: string | null;
  refundIds: readonly string[];
  /** Set where it went to the customer's balance. */
  balanceTransactionId: string | null;
  createdAt: string;
  voidedAt: string | null;
}>;

/** What Stripe says of a refund (docs.stripe.com/api/refunds/object). */
export type RefundSnapshot = Readonly<{
  refundId: string;
  /** Null for a payment that was for no invoice. */
  invoiceId: InvoiceId | null;
  paymentIntentId: string | null;
  chargeId: string | null;
  status: 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled';
  currency: string;
  amount: number;
  reason: string | null;
  failureReason: string | null;
  createdAt: string;
}>;

/** What Stripe says of a dispute (docs.stripe.com/api/disputes/object). */
export type DisputeSnapshot = Readonly<{
  disputeId: string;
  invoiceId: InvoiceId | null;
  paymentIntentId: string | null;
  chargeId: string;
  /** Stripe's word, such as `needs_response`, `won` or `lost`. */
  status: string;
  currency: string;
  amount: number;
  reason: string;
  evidenceDueAt: string | null;
  /** What the bank has taken and not given back, in minor units; 0 while nothing was taken. */
  withdrawn: number;
  createdAt: string;
}>;

const closed = new Set(['won', 'lost', 'warning_closed', 'charge_refunded', 'prevented']);

/** Whether a dispute's outcome is known. */
export const isClosed = ({ status }: DisputeSnapshot): boolean => closed.has(status);
