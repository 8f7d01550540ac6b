import { z } from 'zod';

const instant = z.iso.datetime();
const minorUnits = z.int();
const text = z.string().nullable();

const tax = z.object({
  amount: minorUnits,
  inclusive: z.boolean(),
  taxableAmount: minorUnits.nullable(),
  rateId: text,
});

const line = z.object({
  lineId: z.string(),
  description: text,
  amount: minorUnits,
  quantity: z.number().nullable(),
  unitAmount: text,
  periodStart: instant,
  periodEnd: instant,
  discount: minorUnits,
  taxes: z.array(tax),
  proration: z.boolean(),
  priceId: text,
  productId: text,
  subscriptionId: text,
  subscriptionItemId: text,
  invoiceItemId: text,
  creditedInvoiceId: text,
  creditedLineIds: z.array(z.string()),
});

/** An invoice as it is stored in its events; what is optional is absent in events of before 2026-11-24. */
export const invoice = z.object({
  invoiceId: z.string(),
  customerId: z.string(),
  subscriptionId: text,
  number: text,
  status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']),
  currency: z.string().length(3),
  subtotal: minorUnits,
  tax: minorUnits,
  total: minorUnits,
  amountDue: minorUnits,
  amountPaid: minorUnits,
  amountRemaining: minorUnits,
  attemptCount: z.int().nonnegative(),
  nextPaymentAttemptAt: instant.nullable(),
  periodStart: instant,
  periodEnd: instant,
  createdAt: instant,
  paidAt: instant.nullable(),
  billingReason: text.optional(),
  hostedInvoiceUrl: text.optional(),
  dueAt: instant.nullish(),
  finalizedAt: instant.nullish(),
  voidedAt: instant.nullish(),
  markedUncollectibleAt: instant.nullish(),
  discount: minorUnits.optional(),
  creditsApplied: minorUnits.optional(),
  taxes: z.array(tax).optional(),
  startingBalance: minorUnits.optional(),
  endingBalance: minorUnits.nullish(),
  creditedBeforePayment: minorUnits.optional(),
  creditedAfterPayment: minorUnits.optional(),
  lines: z.array(line).optional(),
  linesComplete: z.boolean().optional(),
});
