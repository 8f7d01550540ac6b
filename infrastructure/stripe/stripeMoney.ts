import { z } from 'zod';
import type { CreditNoteSnapshot, DisputeSnapshot, RefundSnapshot } from '../../domain/billing/invoice/adjustments.js';
import type { BalanceTransaction } from '../../domain/billing/stripeCustomer/customerSnapshot.js';
import { instant, instantOrNull } from './snapshots.js';
import { metadata, reference, seconds } from './stripeObjects.js';

const amounts = z.array(z.object({ amount: z.int() })).nullish();
const sum = (list: readonly { amount: number }[] | null | undefined): number =>
  (list ?? []).reduce((total, { amount }) => total + amount, 0);

/** docs.stripe.com/api/credit_notes/object */
export const stripeCreditNote = z.object({
  object: z.literal('credit_note'),
  id: z.string(),
  customer: reference,
  invoice: reference,
  number: z.string(),
  status: z.enum(['issued', 'void']),
  currency: z.string(),
  total: z.int(),
  total_taxes: amounts,
  pre_payment_amount: z.int(),
  post_payment_amount: z.int(),
  reason: z.string().nullish(),
  refunds: z.array(z.object({ refund: reference.nullish() })).nullish(),
  customer_balance_transaction: reference.nullish(),
  created: seconds,
  voided_at: seconds.nullish(),
  metadata,
});

/** Our view of a credit note. */
export const creditNoteSnapshot = (note: z.infer<typeof stripeCreditNote>): CreditNoteSnapshot => ({
  creditNoteId: note.id,
  invoiceId: note.invoice,
  number: note.number,
  status: note.status,
  currency: note.currency,
  total: note.total,
  tax: sum(note.total_taxes),
  beforePayment: note.pre_payment_amount,
  afterPayment: note.post_payment_amount,
  reason: note.reason ?? null,
  refundIds: (note.refunds ?? []).flatMap(({ refund }) => refund ?? []),
  balanceTransactionId: note.customer_balance_transaction ?? null,
  createdAt: instant(note.created),
  voidedAt: instantOrNull(note.voided_at),
});

/** docs.stripe.com/api/refunds/object */
export const stripeRefund = z.object({
  object: z.literal('refund'),
  id: z.string(),
  customer: reference.nullish(),
  payment_intent: reference.nullish(),
  charge: reference.nullish(),
  status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']),
  currency: z.string(),
  amount: z.int(),
  reason: z.string().nullish(),
  failure_reason: z.string().nullish(),
  created: seconds,
  metadata,
});

/** Our view of a refund; which invoice it is of has to be asked for. */
export const refundSnapshot = (refund: z.infer<typeof stripeRefund>): RefundSnapshot => ({
  refundId: refund.id,
  invoiceId: null,
  paymentIntentId: refund.payment_intent ?? null,
  chargeId: refund.charge ?? null,
  status: refund.status,
  currency: refund.currency,
  amount: refund.amount,
  reason: refund.reason ?? null,
  failureReason: refund.failure_reason ?? null,
  createdAt: instant(refund.created),
});

/** docs.stripe.com/api/disputes/object */
export const stripeDispute = z.object({
  object: z.literal('dispute'),
  id: z.string(),
  charge: reference,
  payment_intent: reference.nullish(),
  status: z.string(),
  currency: z.string(),
  amount: z.int(),
  reason: z.string(),
  evidence_details: z.object({ due_by: seconds.nullish() }).nullish(),
  balance_transactions: amounts,
  created: seconds,
  metadata,
});

/** Our view of a dispute; which invoice it is of has to be asked for. */
export const disputeSnapshot = (dispute: z.infer<typeof stripeDispute>): DisputeSnapshot => ({
  disputeId: dispute.id,
  invoiceId: null,
  paymentIntentId: dispute.payment_intent ?? null,
  chargeId: dispute.charge,
  status: dispute.status,
  currency: dispute.currency,
  amount: dispute.amount,
  reason: dispute.reason,
  evidenceDueAt: instantOrNull(dispute.evidence_details?.due_by),
  withdrawn: Math.max(0, -sum(dispute.balance_transactions)),
  createdAt: instant(dispute.created),
});

/** docs.stripe.com/api/customer_balance_transactions/object */
export const stripeBalanceTransaction = z.object({
  id: z.string(),
  type: z.string(),
  currency: z.string(),
  amount: z.int(),
  ending_balance: z.int(),
  invoice: reference.nullish(),
  credit_note: reference.nullish(),
  description: z.string().nullish(),
  created: seconds,
});

/** Our view of one movement of a customer's balance. */
export const balanceTransaction = (moved: z.infer<typeof stripeBalanceTransaction>): BalanceTransaction => ({
  transactionId: moved.id,
  kind: moved.type,
  currency: moved.currency,
  amount: moved.amount,
  endingBalance: moved.ending_balance,
  invoiceId: moved.invoice ?? null,
  creditNoteId: moved.credit_note ?? null,
  description: moved.description ?? null,
  createdAt: instant(moved.created),
});
