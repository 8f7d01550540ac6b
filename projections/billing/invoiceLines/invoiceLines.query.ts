import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const tax = z.object({
  amount: z.int(),
  inclusive: z.boolean(),
  taxableAmount: z.int().nullable(),
  rateId: z.string().nullable(),
});
const line = z.object({
  lineId: z.string(),
  description: z.string().nullable(),
  amount: z.int(),
  quantity: z.number().nullable(),
  unitAmount: z.string().nullable(),
  periodStart: z.string(),
  periodEnd: z.string(),
  discount: z.int(),
  taxes: z.array(tax),
  proration: z.boolean(),
  priceId: z.string().nullable(),
  productId: z.string().nullable(),
  subscriptionId: z.string().nullable(),
  subscriptionItemId: z.string().nullable(),
  invoiceItemId: z.string().nullable(),
  creditedInvoiceId: z.string().nullable(),
  creditedLineIds: z.array(z.string()),
});
const invoiceLines = z.object({ lines: z.array(line), taxes: z.array(tax), complete: z.boolean() });
export type InvoiceLines = z.infer<typeof invoiceLines>;

/** What an invoice of the organization is made of; nothing where it was never told. */
export async function linesOfInvoice(
  db: CommonQueryMethods,
  organizationId: string,
  invoiceId: string,
): Promise<InvoiceLines> {
  const found = await db.maybeOne(sql.type(invoiceLines)`
    SELECT lines, taxes, complete FROM billing.invoice_lines
    WHERE organization_id = ${organizationId} AND invoice_id = ${invoiceId}`);
  return found ?? { lines: [], taxes: [], complete: false };
}
