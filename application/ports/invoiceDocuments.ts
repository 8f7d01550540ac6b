/** Everything an invoice document shows; amounts in minor units of `currency`, times are UTC instants. */
export type InvoiceDocument = Readonly<{
  /** Who sells, and the lines of its address. */
  seller: Readonly<{ name: string; lines: readonly string[] }>;
  /** Who buys: name, address, e-mail. */
  buyer: readonly string[];
  number: string;
  status: 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';
  currency: string;
  issuedAt: string;
  dueAt: string | null;
  paidAt: string | null;
  periodStart: string;
  periodEnd: string;
  lines: readonly Readonly<{
    description: string;
    periodStart: string;
    periodEnd: string;
    quantity: number | null;
    /** Decimal of minor units; null where there is no one price. */
    unitAmount: string | null;
    amount: number;
  }>[];
  /** Named sums under the lines, in order, such as discount and tax; what is taken off is negative. */
  sums: readonly Readonly<{ label: string; amount: number }>[];
  total: number;
  /** What was done to the total, such as balance used, payments, credit notes; what is taken off is negative. */
  settlement: readonly Readonly<{ label: string; amount: number }>[];
  amountRemaining: number;
  /** Where it can be paid; null where nothing is due. */
  payUrl: string | null;
}>;

/** Makes documents for people from invoices. */
export interface InvoiceDocuments {
  /** A PDF file; the same document gives the same bytes. */
  pdf(document: InvoiceDocument): Promise<Buffer>;
}
