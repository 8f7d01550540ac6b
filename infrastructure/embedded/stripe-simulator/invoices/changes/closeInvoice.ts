import type { Context } from '../../account/context.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import { cancelInvoicePayment } from '../../payments/invoicePayments.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { changeBalance } from './changeBalance.js';

type Invoice = Stored<'invoice'>;

/**
 * Voids a finalized invoice: it stays as a record that nobody owes.
 * @throws StripeError 400: it is neither open nor uncollectible
 */
export function voidInvoice(context: Context, id: string): Invoice {
  const before = context.inPath('invoice', id, 'invoice');
  if (before.status !== 'open' && before.status !== 'uncollectible') {
    throw invalidRequest(`You can only pass in open invoices. This invoice is ${before.status}.`);
  }
  cancelInvoicePayment(context, id);
  giveBalanceBack(context, before);
  return close(context, before, 'void', 'voided_at', 'invoice.voided');
}

/** The credit that was used for it is the customer's again. */
function giveBalanceBack(context: Context, invoice: Invoice): void {
  const customer = referenceId(invoice.customer) ?? '';
  const amount = invoice.starting_balance - (invoice.ending_balance ?? invoice.starting_balance);
  const move = { customer, amount, currency: invoice.currency, invoice: invoice.id };
  changeBalance(context, { ...move, type: 'unapplied_from_invoice' });
}

/**
 * Gives the money of an open invoice up; it can still be paid.
 * @throws StripeError 400: it is not open
 */
export function markUncollectible(context: Context, id: string): Invoice {
  const before = context.inPath('invoice', id, 'invoice');
  if (before.status !== 'open') {
    throw invalidRequest(`You can only mark open invoices as uncollectible. This invoice is ${before.status}.`);
  }
  return close(context, before, 'uncollectible', 'marked_uncollectible_at', 'invoice.marked_uncollectible');
}

function close(
  context: Context,
  before: Invoice,
  status: 'void' | 'uncollectible',
  transition: 'voided_at' | 'marked_uncollectible_at',
  event: string,
): Invoice {
  const transitions = { ...before.status_transitions, [transition]: context.now() };
  const fields = { status, status_transitions: transitions, next_payment_attempt: null, auto_advance: false };
  const after = context.store.update('invoice', before.id, fields);
  context.emitChange('invoice.updated', before, after);
  context.emit(event, after);
  return after;
}

/**
 * Removes a draft that belongs to no subscription; its items wait again.
 * @throws StripeError 400: it is no draft, or a subscription's
 */
export function deleteDraft(context: Context, id: string): Readonly<{ id: string; object: 'invoice'; deleted: true }> {
  const draft = context.inPath('invoice', id, 'invoice');
  if (draft.status !== 'draft' || draft.parent?.subscription_details) {
    throw invalidRequest('You can only delete draft invoices that no subscription made.');
  }
  for (const item of context.store.where('invoiceitem', 'invoice', id)) {
    context.store.update('invoiceitem', item.id, { invoice: null });
  }
  context.store.delete('invoice', id);
  context.emit('invoice.deleted', draft);
  return { id, object: 'invoice', deleted: true };
}
