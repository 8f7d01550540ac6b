import type { InvoiceDocument } from '../../../application/ports/invoiceDocuments.js';
import type { Customer } from '../../../projections/billing/customers/customers.query.js';
import type { InvoiceDetail } from './invoiceDetail.js';

type Sum = InvoiceDocument['sums'][number];

const unlessZero = (label: string, amount: number): Sum[] => (amount === 0 ? [] : [{ label, amount }]);

/**
 * What an invoice's document shows, from what is known of the invoice and of who is billed.
 * @param parts for each line, what of the plan it is for; Stripe's own text names the plan alone
 */
export function documentOf(
  invoice: InvoiceDetail,
  customer: Customer | undefined,
  seller: InvoiceDocument['seller'],
  parts: readonly (string | null)[],
): InvoiceDocument {
  const exclusive = invoice.taxes.filter(({ inclusive }) => !inclusive).reduce((sum, { amount }) => sum + amount, 0);
  const inclusive = invoice.tax - exclusive;
  const balanceUsed = (invoice.endingBalance ?? invoice.startingBalance) - invoice.startingBalance;
  const refunded = invoice.refunds.filter(({ status }) => status === 'succeeded');
  return {
    seller,
    buyer: [customer?.name, ...(customer?.address ?? []), customer?.email].filter((line): line is string => !!line),
    number: invoice.number ?? 'draft',
    status: invoice.status as InvoiceDocument['status'],
    currency: invoice.currency,
    issuedAt: invoice.finalizedAt ?? invoice.createdAt,
    dueAt: invoice.dueAt,
    paidAt: invoice.paidAt,
    periodStart: invoice.lines[0]?.periodStart ?? invoice.periodStart,
    periodEnd: invoice.lines[0]?.periodEnd ?? invoice.periodEnd,
    lines: invoice.lines.map(({ description, periodStart, periodEnd, quantity, unitAmount, amount }, at) => ({
      description: [description ?? 'Item', parts[at]].filter((text) => text != null).join(' · '),
      periodStart,
      periodEnd,
      quantity,
      unitAmount,
      amount,
    })),
    sums: [
      { label: 'Subtotal', amount: invoice.subtotal },
      ...unlessZero('Discount', -invoice.discount),
      ...unlessZero('Prepaid credits', -invoice.creditsApplied),
      ...unlessZero('Tax', exclusive),
      ...unlessZero('Tax, included in the prices', inclusive),
    ],
    total: invoice.total,
    settlement: [
      ...unlessZero('Applied balance', -balanceUsed),
      ...unlessZero('Credited before payment', -invoice.creditedBeforePayment),
      ...unlessZero('Paid', -invoice.amountPaid),
      ...invoice.creditNotes
        .filter(({ status, afterPayment }) => status !== 'void' && afterPayment > 0)
        .map(({ number, afterPayment }) => ({ label: `Credit note ${number}, given back`, amount: -afterPayment })),
      ...refunded.map(({ amount }) => ({ label: 'Refunded', amount: -amount })),
    ],
    amountRemaining: invoice.status === 'open' || invoice.status === 'uncollectible' ? invoice.amountRemaining : 0,
    payUrl: invoice.status === 'open' ? invoice.hostedInvoiceUrl : null,
  };
}
