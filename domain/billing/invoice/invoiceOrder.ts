import { canonicalText } from '../../canonicalText.js';
import type { InvoiceSnapshot, InvoiceStatus } from './invoiceSnapshot.js';

/** A snapshot and when Stripe said so, if known. */
export type ObservedInvoice = Readonly<{ invoice: InvoiceSnapshot; observedAt?: string | undefined }>;

const ranks: Readonly<Record<InvoiceStatus, number>> = { draft: 0, open: 1, uncollectible: 2, void: 3, paid: 4 };

/** Fields that only ever grow during the life of an invoice, the most telling first. */
const growing = ({ invoice }: ObservedInvoice): readonly number[] => [
  ranks[invoice.status],
  invoice.attemptCount,
  invoice.amountPaid,
  (invoice.creditedBeforePayment ?? 0) + (invoice.creditedAfterPayment ?? 0),
];

/**
 * Whether `a` shows a later state than `b`. No clock decides: statuses and fields that only grow do, then the second
 * Stripe named, and between equal ones a fixed order, so that any order of arrival ends in the same state.
 */
export function isLaterInvoice(a: ObservedInvoice, b: ObservedInvoice): boolean {
  const [ours, theirs] = [growing(a), growing(b)];
  const at = ours.findIndex((value, index) => value !== theirs[index]);
  if (at >= 0) return Number(ours[at]) > Number(theirs[at]);
  const [seen, other] = [a.observedAt ?? '', b.observedAt ?? ''];
  return seen === other ? canonicalText(a.invoice) > canonicalText(b.invoice) : seen > other;
}

export const sameInvoice = (a: InvoiceSnapshot, b: InvoiceSnapshot): boolean => canonicalText(a) === canonicalText(b);
