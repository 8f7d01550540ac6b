import { z } from 'zod';

const instant = z.iso.datetime();
const minorUnits = z.int().meta({ description: 'Minor units of `currency`.' });

export const invoiceStatus = z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']);

export const invoiceAnswer = z
  .object({
    invoiceId: z.string(),
    subscriptionId: z.string().nullable(),
    number: z.string().nullable(),
    status: z.string(),
    currency: z.string(),
    subtotal: minorUnits,
    tax: minorUnits,
    total: minorUnits,
    amountDue: minorUnits,
    amountPaid: minorUnits,
    amountRemaining: minorUnits,
    attemptCount: z.int(),
    failedAttempts: z.int().meta({ description: 'The highest payment attempt known to have failed; 0 when none has.' }),
    nextPaymentAttemptAt: instant.nullable(),
    periodStart: instant,
    periodEnd: instant,
    createdAt: instant,
    paidAt: instant.nullable(),
    customerId: z.string(),
    billingReason: z.string().nullable().meta({ example: 'subscription_cycle' }),
    hostedInvoiceUrl: z.string().nullable().meta({ description: "Stripe's page where it can be paid." }),
    dueAt: instant.nullable(),
    finalizedAt: instant.nullable(),
    voidedAt: instant.nullable(),
    markedUncollectibleAt: instant.nullable(),
    discount: minorUnits,
    creditsApplied: minorUnits.meta({ description: 'Prepaid credits taken off before tax.' }),
    startingBalance: minorUnits.meta({ description: "The customer's balance before; negative is credit." }),
    endingBalance: minorUnits.nullable(),
    creditedBeforePayment: minorUnits,
    creditedAfterPayment: minorUnits,
  })
  .meta({ id: 'Invoice' });

const tax = z.object({
  amount: minorUnits,
  inclusive: z.boolean(),
  taxableAmount: minorUnits.nullable(),
  rateId: z.string().nullable(),
});

const line = z
  .object({
    lineId: z.string(),
    description: z.string().nullable(),
    amount: minorUnits.meta({ description: 'Before discounts and exclusive taxes; negative for a credit.' }),
    quantity: z.number().nullable(),
    unitAmount: z.string().nullable().meta({ description: 'Decimal of minor units.', example: '4900' }),
    periodStart: instant,
    periodEnd: instant,
    discount: minorUnits,
    taxes: z.array(tax),
    origin: z
      .enum(['subscription', 'proration', 'credit', 'manual'])
      .meta({ description: 'Where the line comes from; `credit` gives back part of an earlier line.' }),
    priceId: z.string().nullable(),
    productId: z.string().nullable(),
    subscriptionId: z.string().nullable(),
    subscriptionItemId: z.string().nullable(),
    invoiceItemId: z.string().nullable(),
    creditedInvoiceId: z.string().nullable(),
    creditedLineIds: z.array(z.string()),
  })
  .meta({ id: 'InvoiceLine' });

const creditNote = z
  .object({
    creditNoteId: z.string(),
    number: z.string(),
    status: z.string(),
    total: minorUnits,
    tax: minorUnits,
    beforePayment: minorUnits,
    afterPayment: minorUnits,
    reason: z.string().nullable(),
    createdAt: instant,
    voidedAt: instant.nullable(),
  })
  .meta({ id: 'CreditNote' });

const refund = z
  .object({
    refundId: z.string(),
    status: z.string(),
    amount: minorUnits,
    reason: z.string().nullable(),
    failureReason: z.string().nullable(),
    createdAt: instant,
  })
  .meta({ id: 'Refund' });

const dispute = z
  .object({
    disputeId: z.string(),
    status: z.string(),
    amount: minorUnits,
    withdrawn: minorUnits,
    reason: z.string(),
    evidenceDueAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'Dispute' });

const request = z
  .object({
    requestId: z.string(),
    kind: z.string().meta({ example: 'pay' }),
    amount: minorUnits.nullable(),
    status: z.string().meta({ description: 'pending, done or refused' }),
    reference: z.string().nullable(),
    refusalCode: z.string().nullable(),
    refusalMessage: z.string().nullable(),
    requestedAt: instant,
    answeredAt: instant.nullable(),
  })
  .meta({ id: 'InvoiceRequest' });

export const invoiceDetail = invoiceAnswer
  .extend({
    lines: z.array(line),
    linesComplete: z.boolean(),
    taxes: z.array(tax),
    creditNotes: z.array(creditNote),
    refunds: z.array(refund),
    disputes: z.array(dispute),
    requests: z.array(request).meta({ description: 'What was asked to be done to it, and what came of that.' }),
  })
  .meta({ id: 'InvoiceDetail' });

export const payBody = z.strictObject({ paymentMethodId: z.string().min(1).max(255).optional() });
export const requestAccepted = z
  .object({ requestId: z.string().meta({ description: 'Its outcome is among `requests` of the invoice.' }) })
  .meta({ id: 'InvoiceRequestAccepted' });

export const invoiceListAnswer = z.object({ data: z.array(invoiceAnswer), nextCursor: z.string().nullable() });
export const invoicePlace = z.object({ createdAt: z.string(), invoiceId: z.string() });
export const invoiceFilter = z.object({ status: invoiceStatus.optional() });
export const invoiceParams = z.object({ invoiceId: z.string().min(1).max(255) });
