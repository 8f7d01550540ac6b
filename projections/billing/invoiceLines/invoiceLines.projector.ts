import type {
  InvoiceDraftDropped,
  InvoicePaymentFailed,
  InvoiceStateEvent,
} from '../../../domain/billing/invoice/invoice.events.js';
import type { InvoiceLine, TaxAmount } from '../../../domain/billing/invoice/invoiceLine.js';
import type { InvoiceSnapshot } from '../../../domain/billing/invoice/invoiceSnapshot.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type InvoiceLinesRow = Readonly<{
  invoiceId: string;
  organizationId: string;
  lines: readonly InvoiceLine[];
  taxes: readonly TaxAmount[];
  complete: boolean;
}>;
type Listed = InvoiceStateEvent | InvoicePaymentFailed | InvoiceDraftDropped;

/** Events of before lines were recorded leave the row as it was. */
const shown = (known: InvoiceLinesRow | undefined, organizationId: string, invoice: InvoiceSnapshot) => {
  const { invoiceId, lines, taxes = [], linesComplete = false } = invoice;
  return lines ? { invoiceId, organizationId, lines, taxes, complete: linesComplete } : known;
};

const state = row<InvoiceStateEvent, InvoiceLinesRow>(
  ({ data }) => data.invoice.invoiceId,
  (known, { data }) => shown(known, data.organizationId, data.invoice),
);

/** What each invoice is made of. */
export const invoiceLinesProjector = postgresProjector<Listed, InvoiceLinesRow>({
  name: 'billing.invoice_lines',
  version: 1,
  tableSql: tableSql(import.meta.url, 'invoiceLines'),
  key: 'invoiceId',
  on: {
    InvoiceDrafted: state,
    InvoiceFinalized: state,
    InvoiceChanged: state,
    InvoicePaid: state,
    InvoiceVoided: state,
    InvoiceMarkedUncollectible: state,
    InvoicePaymentFailed: row(
      ({ data }) => data.invoice.invoiceId,
      (known, { data }) => (data.current ? shown(known, data.organizationId, data.invoice) : known),
    ),
    InvoiceDraftDropped: row<InvoiceDraftDropped, InvoiceLinesRow>(
      ({ data }) => data.invoiceId,
      () => undefined,
    ),
  },
});
