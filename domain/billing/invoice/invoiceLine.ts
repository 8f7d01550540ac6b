/** One tax on an invoice or a line; an inclusive one is part of the price already. */
export type TaxAmount = Readonly<{
  amount: number;
  inclusive: boolean;
  taxableAmount: number | null;
  /** Stripe's id of the rate. */
  rateId: string | null;
}>;

/** One line of an invoice; amounts in minor units of the invoice's currency. */
export type InvoiceLine = Readonly<{
  lineId: string;
  description: string | null;
  /** Before discounts and exclusive taxes; negative for a credit. */
  amount: number;
  quantity: number | null;
  /** Minor units for one unit as a decimal, such as `0.25`; null where a price has tiers. */
  unitAmount: string | null;
  periodStart: string;
  periodEnd: string;
  /** All discounts on the line together, positive. */
  discount: number;
  taxes: readonly TaxAmount[];
  proration: boolean;
  priceId: string | null;
  productId: string | null;
  subscriptionId: string | null;
  subscriptionItemId: string | null;
  invoiceItemId: string | null;
  /** For a credit of what was billed before: the invoice and its lines that it gives back. */
  creditedInvoiceId: string | null;
  creditedLineIds: readonly string[];
}>;
