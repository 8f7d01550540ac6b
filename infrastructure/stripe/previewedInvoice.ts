import type Stripe from 'stripe';
import type { NextCharge, PreviewedInvoice } from '../../application/ports/stripeSubscriptions.js';
import { instant } from './snapshots.js';

/** Our view of an invoice that Stripe has only worked out (docs.stripe.com/api/invoices/create_preview). */
export function previewedInvoice(invoice: Stripe.Invoice): PreviewedInvoice {
  const lines = invoice.lines.data.map((line) => ({
    description: line.description,
    amount: line.amount,
    quantity: line.quantity,
    proration: isProration(line.parent),
    periodStart: instant(line.period.start),
    periodEnd: instant(line.period.end),
  }));
  const taxes = invoice.total_taxes ?? [];
  return {
    currency: invoice.currency,
    lines,
    subtotal: invoice.subtotal,
    discount: sumOf(invoice.total_discount_amounts),
    tax: sumOf(taxes),
    taxes: taxes.map(({ amount, tax_behavior, taxable_amount }) => ({
      amount,
      inclusive: tax_behavior === 'inclusive',
      taxableAmount: taxable_amount,
    })),
    total: invoice.total,
    amountDue: invoice.amount_due,
    prorationDate: lines.find(({ proration: prorated }) => prorated)?.periodStart ?? null,
  };
}

const sumOf = (parts: readonly Readonly<{ amount: number }>[] | null): number =>
  (parts ?? []).reduce((sum, { amount }) => sum + amount, 0);

export const isProration = (parent: Stripe.InvoiceLineItem.Parent | null): boolean =>
  (parent?.subscription_item_details?.proration ?? parent?.invoice_item_details?.proration) === true;

/**
 * What is taken at a time in seconds; the credit or debt that an invoice before it leaves is settled with it.
 * @param first the invoice before it, made now; null when there is none
 */
export function nextCharge(first: Stripe.Invoice | null, next: Stripe.Invoice, at: number): NextCharge {
  const { currency, subtotal, discount, tax, total, amountDue } = previewedInvoice(next);
  const balance = first && first.starting_balance + first.total - first.amount_due;
  const due = balance === null ? amountDue : Math.max(0, total + balance);
  return { at: instant(at), currency, subtotal, discount, tax, total, amountDue: due };
}
