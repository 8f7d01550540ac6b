import type { LineTax } from './lineTaxes.js';

/** What counts of one line: its amount, what discounts took off it and its taxes, all in minor units. */
export type CountedLine = Readonly<{ amount: number; discounts: readonly number[]; taxes: readonly LineTax[] }>;

/** The sums of docs.stripe.com/api/invoices/object, minor units. */
export type InvoiceTotals = Readonly<{
  subtotal: number;
  subtotalExcludingTax: number;
  totalExcludingTax: number;
  total: number;
}>;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Adds lines up: total = lines - discounts + exclusive taxes. */
export function invoiceTotals(lines: readonly CountedLine[]): InvoiceTotals {
  const subtotal = sum(lines.map(({ amount }) => amount));
  const discounts = sum(lines.flatMap((line) => line.discounts));
  const inclusive = sum(lines.flatMap(({ taxes }) => taxes.filter((tax) => tax.inclusive).map(({ amount }) => amount)));
  const exclusive = sum(
    lines.flatMap(({ taxes }) => taxes.filter((tax) => !tax.inclusive).map(({ amount }) => amount)),
  );
  return {
    subtotal,
    subtotalExcludingTax: subtotal - inclusive,
    totalExcludingTax: subtotal - discounts - inclusive,
    total: subtotal - discounts + exclusive,
  };
}
