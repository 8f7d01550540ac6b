import type { ActionRefusal, CreditReason, RefundReason } from '../../domain/billing/invoice/invoiceAction.js';

/** What Stripe came to: done, with the id of what came of it, or refused for good. */
export type StripeInvoiceAnswer =
  | Readonly<{ done: true; reference: string | null }>
  | Readonly<{ done: false; refusal: ActionRefusal }>;

/**
 * What can be done to an invoice at Stripe; amounts in minor units. The same key asks once, however often it is called.
 * @throws when Stripe cannot be asked, or nobody knows what came of it: call again with the same key
 */
export interface StripeInvoices {
  /** Collects an open invoice now. */
  pay(invoiceId: string, paymentMethodId: string | null, key: string): Promise<StripeInvoiceAnswer>;
  void(invoiceId: string, key: string): Promise<StripeInvoiceAnswer>;
  /** Credits part of an invoice: lowers what is due, or gives back what was paid. */
  credit(
    credit: Readonly<{ invoiceId: string; amount: number; reason: CreditReason; to: 'balance' | 'card' }>,
    key: string,
  ): Promise<StripeInvoiceAnswer>;
  /** Gives back part of the payment of an invoice, without a credit note. */
  refund(
    refund: Readonly<{ invoiceId: string; amount: number; reason: RefundReason }>,
    key: string,
  ): Promise<StripeInvoiceAnswer>;
}
