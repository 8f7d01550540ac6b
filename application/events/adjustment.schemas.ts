import { z } from 'zod';

const instant = z.iso.datetime();
const minorUnits = z.int();
const currency = z.string().length(3);
const text = z.string().nullable();

export const creditNote = z.object({
  creditNoteId: z.string(),
  invoiceId: z.string(),
  number: z.string(),
  status: z.enum(['issued', 'void']),
  currency,
  total: minorUnits,
  tax: minorUnits,
  beforePayment: minorUnits,
  afterPayment: minorUnits,
  reason: text,
  refundIds: z.array(z.string()),
  balanceTransactionId: text,
  createdAt: instant,
  voidedAt: instant.nullable(),
});

export const refund = z.object({
  refundId: z.string(),
  invoiceId: text,
  paymentIntentId: text,
  chargeId: text,
  status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']),
  currency,
  amount: minorUnits,
  reason: text,
  failureReason: text,
  createdAt: instant,
});

export const dispute = z.object({
  disputeId: z.string(),
  invoiceId: text,
  paymentIntentId: text,
  chargeId: z.string(),
  status: z.string(),
  currency,
  amount: minorUnits,
  reason: z.string(),
  evidenceDueAt: instant.nullable(),
  withdrawn: minorUnits,
  createdAt: instant,
});
