import type { Context } from '../../account/context.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { settlement } from '../amounts/settlement.js';
import { priceInvoice } from '../objects/priceInvoice.js';
import { changeBalance } from './changeBalance.js';
import { recordPaid } from './recordPaid.js';

type Invoice = Stored<'invoice'>;

/**
 * Opens a draft: it gets its number, its amounts are final, the customer's balance is applied. One that leaves nothing to charge is
 * paid at once; the credit or the few cents it leaves move to the balance, unless `keepsBalance`.
 * @throws StripeError 400: it is no draft
 */
export function finalizeInvoice(context: Context, id: string, { keepsBalance = false } = {}): Invoice {
  const draft = context.inPath('invoice', id, 'invoice');
  if (draft.status !== 'draft') {
    throw invalidRequest(`This invoice is already finalized, you can't re-finalize a non-draft invoice.`);
  }
  const now = context.now();
  const priced = priceInvoice(context, draft);
  const customer = referenceId(priced.customer) ?? '';
  const balance = context.inPath('customer', customer).balance;
  const { amountDue, endingBalance } = settlement(priced.total, keepsBalance ? 0 : balance);
  const open = context.store.put('invoice', {
    ...priced,
    amount_due: amountDue,
    amount_remaining: amountDue,
    automatically_finalizes_at: null,
    effective_at: priced.effective_at ?? now,
    ending_balance: keepsBalance ? balance : endingBalance,
    hosted_invoice_url: `${context.baseUrl}/i/${id}`,
    invoice_pdf: `${context.baseUrl}/i/${id}/pdf`,
    number: priced.number ?? nextNumber(context, customer),
    starting_balance: balance,
    status: 'open',
    status_transitions: { ...priced.status_transitions, finalized_at: now },
    webhooks_delivered_at: priced.webhooks_delivered_at ?? now,
  });
  context.emit('invoice.finalized', open);
  if (!keepsBalance) {
    const amount = endingBalance - balance;
    changeBalance(context, { customer, amount, currency: open.currency, type: 'applied_to_invoice', invoice: id });
  }
  return amountDue === 0 && !keepsBalance ? recordPaid(context, id) : open;
}

/** The customer's prefix and a number counted for each customer. */
function nextNumber(context: Context, customer: string): string {
  const { invoice_prefix: prefix, next_invoice_sequence: sequence = 1 } = context.inPath('customer', customer);
  context.store.update('customer', customer, { next_invoice_sequence: sequence + 1 });
  return `${prefix}-${String(sequence).padStart(4, '0')}`;
}
