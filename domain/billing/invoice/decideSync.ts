import { canonicalText } from '../../canonicalText.js';
import { accept, type Decision } from '../../decider.js';
import type { RecordInvoicePaymentFailed, SyncInvoice } from './invoice.commands.js';
import type { InvoiceEvent, InvoiceStateEvent } from './invoice.events.js';
import { isLaterInvoice, sameInvoice } from './invoiceOrder.js';
import type { InvoiceSnapshot, InvoiceStatus } from './invoiceSnapshot.js';
import type { Invoice } from './invoiceState.js';
import { totalsDifferences } from './invoiceTotals.js';

const becomes: Readonly<Record<InvoiceStatus, InvoiceStateEvent['type']>> = {
  draft: 'InvoiceDrafted',
  open: 'InvoiceFinalized',
  paid: 'InvoicePaid',
  void: 'InvoiceVoided',
  uncollectible: 'InvoiceMarkedUncollectible',
};

/** Records what changed; what was read from Stripe just now is believed, what an event says only when it shows a later state. */
export function decideSync(data: SyncInvoice['data'], state: Invoice): Decision<InvoiceEvent, never> {
  const { organizationId, invoice, observedAt, fetched } = data;
  const { known } = state;
  if (state.dropped) return accept();
  if (known && (fetched ? sameInvoice(known.invoice, invoice) : !isLaterInvoice({ invoice, observedAt }, known)))
    return accept();
  const type = known?.invoice.status === invoice.status ? 'InvoiceChanged' : becomes[invoice.status];
  return accept<InvoiceEvent>(
    { type, data: { organizationId, invoice, observedAt } },
    ...flag(organizationId, invoice, state),
  );
}

/** The alert that goes with an invoice whose sums do not come out; once for each way they do not. */
function flag(organizationId: string, invoice: InvoiceSnapshot, { flagged }: Invoice): InvoiceEvent[] {
  const differences = totalsDifferences(invoice);
  if (differences.length === 0 || canonicalText(differences) === flagged) return [];
  return [{ type: 'InvoiceTotalsMismatched', data: { organizationId, invoiceId: invoice.invoiceId, differences } }];
}

/** A failed attempt is known by its number, however often and late Stripe tells. */
export function decidePaymentFailed(
  { organizationId, invoice, observedAt }: RecordInvoicePaymentFailed['data'],
  state: Invoice,
): Decision<InvoiceEvent, never> {
  if (state.failedAttempts.includes(invoice.attemptCount)) return accept();
  const { known } = state;
  const afterPayment = known?.invoice.status === 'paid';
  const current = !known || isLaterInvoice({ invoice, observedAt }, known);
  const data = { organizationId, invoice, afterPayment, observedAt, current };
  return accept({ type: 'InvoicePaymentFailed', data });
}
