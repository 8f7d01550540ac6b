import type { Context } from '../../account/context.js';
import type { WorkHandler } from '../../clock/dueWork.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { changeStatus } from '../collection/afterInvoice.js';
import { collectInvoice } from '../collection/collectInvoice.js';
import { subscriptionOf } from '../life/subscriptionOf.js';
import { finalizeDraft } from './finalizeDraft.js';

const stillOpen =
  (work: (context: Context, invoice: Stored<'invoice'>) => void): WorkHandler =>
  (context, { invoice: id }) => {
    const invoice = context.store.get('invoice', String(id));
    if (invoice?.status === 'open') work(context, invoice);
  };

const retry = stillOpen((context, invoice) => {
  if (invoice.auto_advance) collectInvoice(context, invoice.id, { offSession: true, automatic: true });
});

/** Nobody paid a sent invoice by its due date. */
const overdue = stillOpen((context, invoice) => {
  context.emit('invoice.overdue', invoice);
  const subscription = subscriptionOf(context, invoice);
  if (subscription?.status === 'active' && referenceId(subscription.latest_invoice) === invoice.id) {
    changeStatus(context, subscription, 'past_due');
  }
});

/** What time does to invoices. */
export const invoiceDueWork: Readonly<Record<string, WorkHandler>> = {
  'invoice.finalize': finalizeDraft,
  'invoice.retry': retry,
  'invoice.will_be_due': stillOpen((context, invoice) => context.emit('invoice.will_be_due', invoice)),
  'invoice.overdue': overdue,
};
