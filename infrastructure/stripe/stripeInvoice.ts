import { z } from 'zod';
import type { InvoiceLine, TaxAmount } from '../../domain/billing/invoice/invoiceLine.js';
import type { InvoiceSnapshot } from '../../domain/billing/invoice/invoiceSnapshot.js';
import { instant, instantOrNull } from './snapshots.js';
import { metadata, reference, seconds } from './stripeObjects.js';

const amounts = z.array(z.object({ amount: z.int() })).nullish();
const taxes = z
  .array(
    z.object({
      amount: z.int(),
      tax_behavior: z.string(),
      taxable_amount: z.int().nullish(),
      tax_rate_details: z.object({ tax_rate: reference }).nullish(),
    }),
  )
  .nullish();
const origin = z.object({
  subscription: reference.nullish(),
  subscription_item: reference.nullish(),
  invoice_item: reference.nullish(),
  proration: z.boolean().nullish(),
  proration_details: z
    .object({
      credited_items: z.object({ invoice: z.string(), invoice_line_items: z.array(z.string()) }).nullish(),
    })
    .nullish(),
});

/** docs.stripe.com/api/invoice-line-item/object; `parent` and `pricing` since 2025-03-31.basil. */
export const stripeInvoiceLine = z.object({
  id: z.string(),
  amount: z.int(),
  description: z.string().nullish(),
  quantity: z.number().nullish(),
  period: z.object({ start: seconds, end: seconds }),
  discount_amounts: amounts,
  taxes,
  parent: z.object({ subscription_item_details: origin.nullish(), invoice_item_details: origin.nullish() }).nullish(),
  pricing: z
    .object({
      unit_amount_decimal: z.string().nullish(),
      price_details: z.object({ price: reference, product: reference }).nullish(),
    })
    .nullish(),
});

/** docs.stripe.com/api/invoices/object; `parent` replaced `subscription` with 2025-03-31.basil. */
export const stripeInvoice = z.object({
  object: z.literal('invoice'),
  id: z.string(),
  customer: reference,
  number: z.string().nullish(),
  status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']),
  billing_reason: z.string().nullish(),
  hosted_invoice_url: z.string().nullish(),
  currency: z.string(),
  subtotal: z.int(),
  total: z.int(),
  total_taxes: taxes,
  total_discount_amounts: amounts,
  total_pretax_credit_amounts: z.array(z.object({ amount: z.int(), type: z.string() })).nullish(),
  amount_due: z.int(),
  amount_paid: z.int(),
  amount_remaining: z.int(),
  starting_balance: z.int().nullish(),
  ending_balance: z.int().nullish(),
  pre_payment_credit_notes_amount: z.int().nullish(),
  post_payment_credit_notes_amount: z.int().nullish(),
  attempt_count: z.int().nonnegative(),
  next_payment_attempt: seconds.nullish(),
  due_date: seconds.nullish(),
  period_start: seconds,
  period_end: seconds,
  created: seconds,
  status_transitions: z
    .object({
      paid_at: seconds.nullish(),
      finalized_at: seconds.nullish(),
      voided_at: seconds.nullish(),
      marked_uncollectible_at: seconds.nullish(),
    })
    .nullish(),
  lines: z.object({ data: z.array(stripeInvoiceLine), has_more: z.boolean().nullish() }).nullish(),
  metadata,
  parent: z.object({ subscription_details: z.object({ subscription: reference, metadata }).nullish() }).nullish(),
});

const sum = (list: readonly { amount: number }[] | null | undefined): number =>
  (list ?? []).reduce((total, { amount }) => total + amount, 0);

const taxAmounts = (list: z.infer<typeof taxes>): TaxAmount[] =>
  (list ?? []).map((tax) => ({
    amount: tax.amount,
    inclusive: tax.tax_behavior === 'inclusive',
    taxableAmount: tax.taxable_amount ?? null,
    rateId: tax.tax_rate_details?.tax_rate ?? null,
  }));

function invoiceLine(line: z.infer<typeof stripeInvoiceLine>): InvoiceLine {
  const from = line.parent?.subscription_item_details ?? line.parent?.invoice_item_details;
  const credited = from?.proration_details?.credited_items;
  return {
    lineId: line.id,
    description: line.description ?? null,
    amount: line.amount,
    quantity: line.quantity ?? null,
    unitAmount: line.pricing?.unit_amount_decimal ?? null,
    periodStart: instant(line.period.start),
    periodEnd: instant(line.period.end),
    discount: sum(line.discount_amounts),
    taxes: taxAmounts(line.taxes),
    proration: from?.proration ?? false,
    priceId: line.pricing?.price_details?.price ?? null,
    productId: line.pricing?.price_details?.product ?? null,
    subscriptionId: from?.subscription ?? null,
    subscriptionItemId: from?.subscription_item ?? null,
    invoiceItemId: from?.invoice_item ?? null,
    creditedInvoiceId: credited?.invoice ?? null,
    creditedLineIds: credited?.invoice_line_items ?? [],
  };
}

/** Our view of a Stripe invoice; amounts stay in minor units. */
export function invoiceSnapshot(invoice: z.infer<typeof stripeInvoice>): InvoiceSnapshot {
  const transitions = invoice.status_transitions;
  const credits = (invoice.total_pretax_credit_amounts ?? []).filter(
    ({ type }) => type === 'credit_balance_transaction',
  );
  return {
    invoiceId: invoice.id,
    customerId: invoice.customer,
    subscriptionId: invoice.parent?.subscription_details?.subscription ?? null,
    number: invoice.number ?? null,
    status: invoice.status,
    currency: invoice.currency,
    subtotal: invoice.subtotal,
    tax: sum(invoice.total_taxes),
    total: invoice.total,
    amountDue: invoice.amount_due,
    amountPaid: invoice.amount_paid,
    amountRemaining: invoice.amount_remaining,
    attemptCount: invoice.attempt_count,
    nextPaymentAttemptAt: instantOrNull(invoice.next_payment_attempt),
    periodStart: instant(invoice.period_start),
    periodEnd: instant(invoice.period_end),
    createdAt: instant(invoice.created),
    paidAt: instantOrNull(transitions?.paid_at),
    billingReason: invoice.billing_reason ?? null,
    hostedInvoiceUrl: invoice.hosted_invoice_url ?? null,
    dueAt: instantOrNull(invoice.due_date),
    finalizedAt: instantOrNull(transitions?.finalized_at),
    voidedAt: instantOrNull(transitions?.voided_at),
    markedUncollectibleAt: instantOrNull(transitions?.marked_uncollectible_at),
    discount: sum(invoice.total_discount_amounts),
    creditsApplied: sum(credits),
    taxes: taxAmounts(invoice.total_taxes),
    startingBalance: invoice.starting_balance ?? 0,
    endingBalance: invoice.ending_balance ?? null,
    creditedBeforePayment: invoice.pre_payment_credit_notes_amount ?? 0,
    creditedAfterPayment: invoice.post_payment_credit_notes_amount ?? 0,
    lines: (invoice.lines?.data ?? []).map(invoiceLine),
    linesComplete: invoice.lines != null && invoice.lines.has_more !== true,
  };
}
