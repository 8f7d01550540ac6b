import { canonicalText } from '../../canonicalText.js';
import { accept, type Decision } from '../../decider.js';
import { isClosed, type RefundSnapshot } from './adjustments.js';
import type { RecordCreditNote, RecordDispute, RecordRefund } from './invoice.commands.js';
import type { CreditNoteEvent, DisputeEvent, RefundEvent } from './invoice.events.js';
import type { Invoice } from './invoiceState.js';

type Ranked<T> = Readonly<{ known: T | undefined; told: T; fetched: boolean; rank: (snapshot: T) => number }>;

/** Whether what is told is news: read from Stripe and different, or further along; equally far goes by a fixed order. */
function isNews<T>({ known, told, fetched, rank }: Ranked<T>): boolean {
  if (known === undefined) return true;
  if (fetched || rank(told) === rank(known)) {
    const [ours, theirs] = [canonicalText(known), canonicalText(told)];
    return fetched ? theirs !== ours : theirs > ours;
  }
  return rank(told) > rank(known);
}

/** A credit note is given once and may be voided. */
export function decideCreditNote(
  { organizationId, creditNote, fetched }: RecordCreditNote['data'],
  state: Invoice,
): Decision<CreditNoteEvent, never> {
  const known = state.creditNotes[creditNote.creditNoteId];
  const rank = ({ status }: typeof creditNote) => (status === 'void' ? 1 : 0);
  if (!isNews({ known, told: creditNote, fetched, rank })) return accept();
  const type = creditNote.status === 'void' ? 'CreditNoteVoided' : 'CreditNoteIssued';
  return accept({ type, data: { organizationId, creditNote } });
}

const refundRanks: Readonly<Record<RefundSnapshot['status'], number>> = {
  pending: 0,
  requires_action: 1,
  succeeded: 2,
  // A refund may fail after it had succeeded: the bank sends the money back.
  failed: 3,
  canceled: 3,
};

/** A refund goes from started to succeeded, or fails, which takes back what was recorded. */
export function decideRefund(
  { organizationId, refund, fetched }: RecordRefund['data'],
  state: Invoice,
): Decision<RefundEvent, never> {
  const known = state.refunds[refund.refundId];
  const rank = ({ status }: RefundSnapshot) => refundRanks[status];
  if (!isNews({ known, told: refund, fetched, rank })) return accept();
  const data = { organizationId, refund };
  if (refund.status === 'succeeded') return accept({ type: 'RefundSucceeded', data });
  const failed = refund.status === 'failed' || refund.status === 'canceled';
  return accept({ type: failed ? 'RefundFailed' : 'RefundStarted', data });
}

/** A dispute is opened, goes through Stripe's stages, and is closed for good. */
export function decideDispute(
  { organizationId, dispute, fetched }: RecordDispute['data'],
  state: Invoice,
): Decision<DisputeEvent, never> {
  const known = state.disputes[dispute.disputeId];
  const stages = ['needs_response', 'under_review'];
  const rank = (told: typeof dispute) =>
    isClosed(told) ? stages.length : stages.findIndex((stage) => told.status.endsWith(stage));
  if (!isNews({ known, told: dispute, fetched, rank })) return accept();
  const data = { organizationId, dispute };
  if (isClosed(dispute)) return accept({ type: 'DisputeClosed', data });
  return accept({ type: known ? 'DisputeChanged' : 'DisputeOpened', data });
}
