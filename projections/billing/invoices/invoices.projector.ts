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

/** The row of a snapshot, every column filled. Written out: a rest pattern took a third of a catch-up. */
const shown = (invoice: InvoiceSnapshot, organizationId: string, failedAttempts: number): InvoiceRow => ({
  invoiceId: invoice.invoiceId,
  organizationId,
  customerId: invoice.customerId,
  subscriptionId: invoice.subscriptionId,
  number: invoice.number,
  status: invoice.status,
  currency: invoice.currency,
  subtotal: invoice.subtotal,
  tax: invoice.tax,
  total: invoice.total,
  amountDue: invoice.amountDue,
  amountPaid: invoice.amountPaid,
  amountRemaining: invoice.amountRemaining,
  attemptCount: invoice.attemptCount,
  failedAttempts,
  nextPaymentAttemptAt: invoice.nextPaymentAttemptAt,
  periodStart: invoice.periodStart,
  periodEnd: invoice.periodEnd,
  createdAt: invoice.createdAt,
  paidAt: invoice.paidAt,
  billingReason: invoice.billingReason ?? null,
  hostedInvoiceUrl: invoice.hostedInvoiceUrl ?? null,
  dueAt: invoice.dueAt ?? null,
  finalizedAt: invoice.finalizedAt ?? null,
  voidedAt: invoice.voidedAt ?? null,
  markedUncollectibleAt: invoice.markedUncollectibleAt ?? null,
  discount: invoice.discount ?? 0,
  creditsApplied: invoice.creditsApplied ?? 0,
  startingBalance: invoice.startingBalance ?? 0,
  endingBalance: invoice.endingBalance ?? null,
  creditedBeforePayment: invoice.creditedBeforePayment ?? 0,
  creditedAfterPayment: invoice.creditedAfterPayment ?? 0,
});

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
