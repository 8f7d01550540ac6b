import { canonicalText } from '../../canonicalText.js';
import type { InvoiceEvent } from './invoice.events.js';
import type { Invoice } from './invoiceState.js';

/** An invoice after an event. */
export function evolveInvoice(state: Invoice, { type, data }: InvoiceEvent): Invoice {
  switch (type) {
    case 'InvoiceDrafted':
    case 'InvoiceFinalized':
    case 'InvoiceChanged':
    case 'InvoicePaid':
    case 'InvoiceVoided':
    case 'InvoiceMarkedUncollectible':
      return {
        ...state,
        organizationId: data.organizationId,
        known: { invoice: data.invoice, observedAt: data.observedAt },
      };
    case 'InvoicePaymentFailed': {
      const { organizationId, invoice, observedAt, current = !state.known } = data;
      const failedAttempts = [...state.failedAttempts, invoice.attemptCount];
      return { ...state, organizationId, failedAttempts, known: current ? { invoice, observedAt } : state.known };
    }
    case 'InvoicePaymentActionRequired':
      return { ...state, actionsAsked: [...state.actionsAsked, data.invoice.attemptCount] };
    case 'InvoiceDraftDropped':
      return { ...state, dropped: true };
    case 'InvoiceTotalsMismatched':
      return { ...state, flagged: canonicalText(data.differences) };
    case 'CreditNoteIssued':
    case 'CreditNoteVoided':
      return { ...state, creditNotes: { ...state.creditNotes, [data.creditNote.creditNoteId]: data.creditNote } };
    case 'RefundStarted':
    case 'RefundSucceeded':
    case 'RefundFailed':
      return { ...state, refunds: { ...state.refunds, [data.refund.refundId]: data.refund } };
    case 'DisputeOpened':
    case 'DisputeChanged':
    case 'DisputeClosed':
      return { ...state, disputes: { ...state.disputes, [data.dispute.disputeId]: data.dispute } };
    case 'InvoiceActionRequested':
      return { ...state, pending: { ...state.pending, [data.requestId]: data.action } };
    case 'InvoiceActionDone':
    case 'InvoiceActionRefused': {
      const { [data.requestId]: _, ...pending } = state.pending;
      return { ...state, pending, answered: [...state.answered, data.requestId] };
    }
  }
}
