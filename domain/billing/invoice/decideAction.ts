import { isChargeable } from '../../currencyDecimals.js';
import { accept, type Decision, reject } from '../../decider.js';
import type { InvoiceRejection, RequestInvoiceAction } from './invoice.commands.js';
import type { InvoiceEvent } from './invoice.events.js';
import type { InvoiceAction } from './invoiceAction.js';
import type { InvoiceSnapshot } from './invoiceSnapshot.js';
import type { Invoice } from './invoiceState.js';

/** What was credited of an invoice, voided notes aside; minor units. */
const credited = ({ creditNotes }: Invoice): number =>
  Object.values(creditNotes).reduce((sum, { status, total }) => (status === 'void' ? sum : sum + total), 0);

/** What was given back of its payments, failed refunds aside; minor units. */
const refunded = ({ refunds }: Invoice): number =>
  Object.values(refunds).reduce(
    (sum, { status, amount }) => (status === 'failed' || status === 'canceled' ? sum : sum + amount),
    0,
  );

/** What requests under way would take of an invoice; minor units. */
const underWay = ({ pending }: Invoice, kind: 'credit' | 'refund'): number =>
  Object.values(pending).reduce((sum, action) => (action.kind === kind ? sum + action.amount : sum), 0);

/** What is left is taken whole, however it came about; a part of it only as the currency is charged. */
const isPayable = (amount: number, left: number, { currency }: InvoiceSnapshot): boolean =>
  amount === left || isChargeable(amount, currency);

function whyNot(action: InvoiceAction, invoice: InvoiceSnapshot, state: Invoice): InvoiceRejection | undefined {
  switch (action.kind) {
    case 'pay':
      return invoice.status === 'open' || invoice.status === 'uncollectible' ? undefined : 'INVOICE_NOT_OPEN';
    case 'void':
      return invoice.status === 'open' || invoice.status === 'uncollectible' ? undefined : 'INVOICE_NOT_OPEN';
    case 'credit': {
      if (action.amount < 1) return 'AMOUNT_BELOW_ONE';
      if (invoice.status !== 'open' && invoice.status !== 'paid') return 'INVOICE_NOT_FINALIZED';
      const left = invoice.total - credited(state) - underWay(state, 'credit');
      if (action.amount > left) return 'CREDIT_EXCEEDS_INVOICE';
      return isPayable(action.amount, left, invoice) ? undefined : 'INVALID_AMOUNT';
    }
    case 'refund': {
      if (action.amount < 1) return 'AMOUNT_BELOW_ONE';
      if (invoice.status !== 'paid') return 'INVOICE_NOT_PAID';
      const left = invoice.amountPaid - refunded(state) - underWay(state, 'refund');
      if (action.amount > left) return 'REFUND_EXCEEDS_CHARGE';
      return isPayable(action.amount, left, invoice) ? undefined : 'INVALID_AMOUNT';
    }
  }
}

/** Takes down what a person wants done, if it can be; Stripe is asked by a reaction. A second payment waits for the first. */
export function decideAction(
  { organizationId, invoiceId, requestId, action }: RequestInvoiceAction['data'],
  state: Invoice,
): Decision<InvoiceEvent, InvoiceRejection> {
  if (state.pending[requestId] || state.answered.includes(requestId)) return accept();
  if (!state.known || state.dropped) return reject('INVOICE_UNKNOWN');
  const rejection = whyNot(action, state.known.invoice, state);
  if (rejection) return reject(rejection);
  const alike = Object.values(state.pending).some(({ kind }) => kind === 'pay' || kind === 'void');
  if (alike && (action.kind === 'pay' || action.kind === 'void')) return reject('INVOICE_ACTION_PENDING');
  return accept({ type: 'InvoiceActionRequested', data: { organizationId, invoiceId, requestId, action } });
}
