import type {
  InvoiceDraftDropped,
  InvoicePaymentFailed,
  InvoiceStateEvent,
} from '../../../domain/billing/invoice/invoice.events.js';
import type { InvoiceSnapshot } from '../../../domain/billing/invoice/invoiceSnapshot.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

type Shown = Omit<InvoiceSnapshot, 'lines' | 'linesComplete' | 'taxes'>;
export type InvoiceRow = Readonly<{ [Field in keyof Shown]-?: NonNullable<Shown[Field]> | NullOf<Shown[Field]> }> &
  Readonly<{ organizationId: string; failedAttempts: number }>;
type NullOf<T> = undefined extends T ? null : Extract<T, null>;
type Listed = InvoiceStateEvent | InvoicePaymentFailed | InvoiceDraftDropped;

/** The row of a snapshot, every column filled. */
function shown(invoice: InvoiceSnapshot, organizationId: string, failedAttempts: number): InvoiceRow {
  const { lines: _, linesComplete: __, taxes: ___, ...told } = invoice;
  return {
    ...told,
    organizationId,
    failedAttempts,
    billingReason: told.billingReason ?? null,
    hostedInvoiceUrl: told.hostedInvoiceUrl ?? null,
    dueAt: told.dueAt ?? null,
    finalizedAt: told.finalizedAt ?? null,
    voidedAt: told.voidedAt ?? null,
    markedUncollectibleAt: told.markedUncollectibleAt ?? null,
    discount: told.discount ?? 0,
    creditsApplied: told.creditsApplied ?? 0,
    startingBalance: told.startingBalance ?? 0,
    endingBalance: told.endingBalance ?? null,
    creditedBeforePayment: told.creditedBeforePayment ?? 0,
    creditedAfterPayment: told.creditedAfterPayment ?? 0,
  };
}

const state = row<InvoiceStateEvent, InvoiceRow>(
  ({ data }) => data.invoice.invoiceId,
  (known, { data }) => shown(data.invoice, data.organizationId, known?.failedAttempts ?? 0),
);

/** One row per invoice: what it was when its last event was recorded, and how many attempts to collect it failed. */
export const invoicesProjector = postgresProjector<Listed, InvoiceRow>({
  name: 'billing.invoices',
  version: 2,
  tableSql: tableSql(import.meta.url, 'invoices'),
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
      (known, { data: { invoice, organizationId, current } }) => {
        const failedAttempts = Math.max(known?.failedAttempts ?? 0, invoice.attemptCount);
        const isNews = current ?? (!known || (known.status !== 'paid' && known.attemptCount <= invoice.attemptCount));
        return isNews || !known ? shown(invoice, organizationId, failedAttempts) : { ...known, failedAttempts };
      },
    ),
    InvoiceDraftDropped: row<InvoiceDraftDropped, InvoiceRow>(
      ({ data }) => data.invoiceId,
      () => undefined,
    ),
  },
});
