import type { InvoiceSnapshot } from './invoiceSnapshot.js';

/** One sum on an invoice that does not come out; amounts in minor units. */
export type TotalsDifference = Readonly<{
  of: 'total' | 'tax' | 'amountRemaining';
  expected: number;
  stated: number;
}>;

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/**
 * Where an invoice contradicts itself: lines − discounts − credits + exclusive taxes is the total, the taxes of the lines
 * are the tax, and what is due less what was paid remains. Without all lines only the last can be told.
 */
export function totalsDifferences(invoice: InvoiceSnapshot): readonly TotalsDifference[] {
  const { lines, linesComplete, taxes = [], discount = 0, creditsApplied = 0 } = invoice;
  const found: TotalsDifference[] = [];
  const check = (of: TotalsDifference['of'], expected: number, stated: number) => {
    if (expected !== stated) found.push({ of, expected, stated });
  };
  if (lines && linesComplete) {
    const exclusive = sum(taxes.filter(({ inclusive }) => !inclusive).map(({ amount }) => amount));
    check('total', sum(lines.map(({ amount }) => amount)) - discount - creditsApplied + exclusive, invoice.total);
    const ofLines = lines.flatMap((line) => line.taxes.map(({ amount }) => amount));
    if (ofLines.length > 0) check('tax', sum(ofLines), invoice.tax);
  }
  check('amountRemaining', Math.max(0, invoice.amountDue - invoice.amountPaid), invoice.amountRemaining);
  return found;
}
