import type { Stored } from '../../store/storedObjects.js';

/** The fields of an invoice that decide what may still be credited; amounts in minor units. */
export type CreditedInvoice = Pick<
  Stored<'invoice'>,
  'amount_paid' | 'amount_remaining' | 'post_payment_credit_notes_amount' | 'status' | 'total'
>;

/** How a credit note's amount is given back; amounts in minor units. */
export type CreditWish = Readonly<{
  /** The note's total. */
  total: number;
  /** To the card, by a new refund. */
  refundAmount: number | undefined;
  /** To the customer's balance, against later invoices. */
  creditAmount: number | undefined;
  /** Outside Stripe. */
  outOfBandAmount: number | undefined;
  /** By refunds that were made already, in sum. */
  refunded: number;
  /** What refunds sent back that belong neither to another note nor to this one. */
  refundedApart: number;
}>;

/** The note's parts: what lowers an open debt, and how the rest goes back. */
export type CreditSplit = Readonly<{
  prePayment: number;
  postPayment: number;
  refundAmount: number;
  creditAmount: number;
  outOfBandAmount: number;
}>;

export type CreditRefusal = 'BELOW_ONE' | 'NOT_FINAL' | 'PARTS_DIFFER' | 'TOO_MUCH';

/**
 * What notes may still credit of an invoice's payment, in minor units.
 * @param refundedApart what went back to the card by refunds that belong to no note
 */
export const creditableAfterPayment = (invoice: CreditedInvoice, refundedApart: number): number =>
  Math.max(0, invoice.amount_paid - invoice.post_payment_credit_notes_amount - refundedApart);

/**
 * How a note of this total falls on an invoice (docs.stripe.com/api/credit_notes/create): first on what is still owed, then on
 * what was paid. The parts of the second must add up to it; without parts it all goes to the customer's balance.
 */
export function creditSplit(
  invoice: CreditedInvoice,
  wish: CreditWish,
): Readonly<{ split: CreditSplit }> | Readonly<{ refusal: CreditRefusal }> {
  if (invoice.status !== 'open' && invoice.status !== 'paid') return { refusal: 'NOT_FINAL' };
  if (wish.total < 1) return { refusal: 'BELOW_ONE' };
  const owed = invoice.status === 'open' ? invoice.amount_remaining : 0;
  if (wish.total > owed + creditableAfterPayment(invoice, wish.refundedApart)) return { refusal: 'TOO_MUCH' };
  const prePayment = Math.min(owed, wish.total);
  const postPayment = wish.total - prePayment;
  const given = wish.refundAmount !== undefined || wish.outOfBandAmount !== undefined || wish.refunded > 0;
  const refundAmount = wish.refundAmount ?? 0;
  const outOfBandAmount = wish.outOfBandAmount ?? 0;
  const creditAmount = wish.creditAmount ?? (given ? 0 : postPayment);
  const parts = [refundAmount, creditAmount, outOfBandAmount, wish.refunded];
  if (parts.some((part) => part < 0)) return { refusal: 'BELOW_ONE' };
  if (parts.reduce((sum, part) => sum + part, 0) !== postPayment) return { refusal: 'PARTS_DIFFER' };
  return { split: { prePayment, postPayment, refundAmount, creditAmount, outOfBandAmount } };
}
