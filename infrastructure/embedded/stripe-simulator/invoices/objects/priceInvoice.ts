import type { Context } from '../../account/context.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { invoiceTotals } from '../amounts/invoiceTotals.js';
import { lineTaxes } from '../amounts/lineTaxes.js';
import { settlement } from '../amounts/settlement.js';
import { discountLines, takenOff } from './discountLines.js';

type Invoice = Stored<'invoice'>;
type Line = Invoice['lines']['data'][number];

/**
 * Works a draft's amounts out from its lines: discounts of single lines, then those of the whole invoice, then taxes, then totals and
 * what the customer's balance leaves to be paid.
 */
export function priceInvoice(context: Context, invoice: Invoice): Invoice {
  const lines = discountLines(
    context,
    invoice.lines.data,
    invoice.discounts.flatMap((each) => referenceId(each) ?? []),
    invoice.created,
  );
  const taxed = lines.map((line) => withTaxes(context, line));
  return { ...invoice, lines: { ...invoice.lines, data: taxed }, ...totalsOf(context, invoice, taxed) };
}

function withTaxes(context: Context, line: Line): Line {
  const rates = (line.taxes ?? []).flatMap(({ tax_rate_details: details }) => {
    const rate = details && context.store.get('tax_rate', details.tax_rate);
    return rate ? [{ id: rate.id, percentage: String(rate.percentage), inclusive: rate.inclusive }] : [];
  });
  const taxes = lineTaxes(line.amount - takenOff(line), rates).map((tax) => ({
    amount: tax.amount,
    tax_behavior: tax.inclusive ? 'inclusive' : 'exclusive',
    tax_rate_details: { tax_rate: tax.rate },
    taxability_reason: 'standard_rated',
    taxable_amount: tax.taxable,
    type: 'tax_rate_details' as const,
  }));
  return { ...line, taxes };
}

function totalsOf(context: Context, invoice: Invoice, lines: readonly Line[]): Partial<Invoice> {
  const totals = invoiceTotals(
    lines.map((line) => ({
      amount: line.amount,
      discounts: [takenOff(line)],
      taxes: (line.taxes ?? []).map((tax) => ({
        rate: '',
        inclusive: tax.tax_behavior === 'inclusive',
        amount: tax.amount,
        taxable: tax.taxable_amount ?? 0,
      })),
    })),
  );
  const balance = context.store.get('customer', referenceId(invoice.customer) ?? '')?.balance ?? 0;
  const { amountDue, startingBalance } = settlement(totals.total, balance);
  return {
    subtotal: totals.subtotal,
    subtotal_excluding_tax: totals.subtotalExcludingTax,
    total: totals.total,
    total_excluding_tax: totals.totalExcludingTax,
    total_discount_amounts: summed(lines.flatMap((line) => line.discount_amounts ?? [])),
    total_pretax_credit_amounts: summed(lines.flatMap((line) => line.discount_amounts ?? [])).map((each) => ({
      ...each,
      type: 'discount',
    })),
    total_taxes: summedTaxes(lines.flatMap((line) => line.taxes ?? [])),
    amount_due: amountDue,
    amount_remaining: amountDue - invoice.amount_paid,
    starting_balance: startingBalance,
  };
}

type DiscountAmount = NonNullable<Invoice['total_discount_amounts']>[number];
type TotalTax = NonNullable<Invoice['total_taxes']>[number];

function summed(amounts: readonly DiscountAmount[]): DiscountAmount[] {
  const totals = new Map<string, number>();
  for (const { amount, discount } of amounts) {
    const id = referenceId(discount) ?? '';
    totals.set(id, (totals.get(id) ?? 0) + amount);
  }
  return [...totals].map(([discount, amount]) => ({ amount, discount }));
}

function summedTaxes(taxes: readonly TotalTax[]): TotalTax[] {
  const totals = new Map<string, TotalTax>();
  for (const tax of taxes) {
    const key = `${tax.tax_rate_details?.tax_rate} ${tax.tax_behavior}`;
    const before = totals.get(key);
    const taxable = (before?.taxable_amount ?? 0) + (tax.taxable_amount ?? 0);
    totals.set(key, { ...tax, amount: (before?.amount ?? 0) + tax.amount, taxable_amount: taxable });
  }
  return [...totals.values()];
}
