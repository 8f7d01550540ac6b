import type { z } from 'zod';
import { creditNotesOfInvoice } from '../../../projections/billing/creditNotes/creditNotes.query.js';
import { disputesOfInvoice } from '../../../projections/billing/disputes/disputes.query.js';
import { actionsOfInvoice } from '../../../projections/billing/invoiceActions/invoiceActions.query.js';
import { type InvoiceLines, linesOfInvoice } from '../../../projections/billing/invoiceLines/invoiceLines.query.js';
import { invoiceById } from '../../../projections/billing/invoices/invoices.query.js';
import { refundsOfInvoice } from '../../../projections/billing/refunds/refunds.query.js';
import type { CommonQueryMethods } from '../../../projections/runtime/sql.js';
import type { invoiceDetail } from './invoice.schemas.js';

export type InvoiceDetail = z.output<typeof invoiceDetail>;

/** Every read model that an invoice's detail is made of. */
export const detailReadModels = [
  'billing.invoices',
  'billing.invoice_lines',
  'billing.credit_notes',
  'billing.refunds',
  'billing.disputes',
  'billing.invoice_actions',
] as const;

type Line = InvoiceLines['lines'][number];

/** Where a line comes from. */
function originOf(line: Line): InvoiceDetail['lines'][number]['origin'] {
  if (line.creditedInvoiceId !== null || (line.proration && line.amount < 0)) return 'credit';
  if (line.proration) return 'proration';
  return line.subscriptionItemId === null ? 'manual' : 'subscription';
}

/** One invoice with everything that belongs to it; undefined where the organization has none of this id. */
export async function detailOf(
  db: CommonQueryMethods,
  organizationId: string,
  invoiceId: string,
): Promise<InvoiceDetail | undefined> {
  const [invoice, made, creditNotes, refunds, disputes, requests] = await Promise.all([
    invoiceById(db, organizationId, invoiceId),
    linesOfInvoice(db, organizationId, invoiceId),
    creditNotesOfInvoice(db, organizationId, invoiceId),
    refundsOfInvoice(db, organizationId, invoiceId),
    disputesOfInvoice(db, organizationId, invoiceId),
    actionsOfInvoice(db, organizationId, invoiceId),
  ]);
  if (!invoice) return undefined;
  return {
    ...invoice,
    lines: made.lines.map((line) => ({ ...line, origin: originOf(line) })),
    linesComplete: made.complete,
    taxes: made.taxes,
    creditNotes: creditNotes.map(({ invoiceId: _, currency: __, ...note }) => note),
    refunds: refunds.map(({ currency: _, ...refund }) => refund),
    disputes: disputes.map(({ currency: _, ...dispute }) => dispute),
    requests: [...requests],
  };
}
