import type { InvoiceLine } from '../invoice/invoiceLine.js';
import type { InvoiceSnapshot } from '../invoice/invoiceSnapshot.js';

/**
 * Where that was charged which a credit gives back: the line Stripe names, else the last charge of the same item for a
 * time that ends with the credit's.
 */
export function chargedLine(
  credit: InvoiceLine,
  invoices: readonly InvoiceSnapshot[],
): Readonly<{ invoice: InvoiceSnapshot; lineId: string }> | undefined {
  const named = invoices.find(({ invoiceId }) => invoiceId === credit.creditedInvoiceId);
  const [lineId] = credit.creditedLineIds;
  if (named && lineId !== undefined) return { invoice: named, lineId };
  const charges = invoices.flatMap((invoice) =>
    (invoice.lines ?? []).filter((line) => isChargeOf(line, credit)).map((line) => ({ invoice, line })),
  );
  const last = charges.reduce<(typeof charges)[number] | undefined>(
    (latest, each) => (latest === undefined || each.line.periodStart >= latest.line.periodStart ? each : latest),
    undefined,
  );
  return last && { invoice: last.invoice, lineId: last.line.lineId };
}

const isChargeOf = (line: InvoiceLine, credit: InvoiceLine): boolean =>
  line.amount >= 0 &&
  line.subscriptionItemId !== null &&
  line.subscriptionItemId === credit.subscriptionItemId &&
  line.priceId === credit.priceId &&
  line.periodEnd === credit.periodEnd &&
  line.periodStart <= credit.periodStart &&
  line.lineId !== credit.lineId;
