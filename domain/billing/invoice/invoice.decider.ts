import { accept, type Decider } from '../../decider.js';
import { decideAction } from './decideAction.js';
import { decideCreditNote, decideDispute, decideRefund } from './decideAdjustment.js';
import { decidePaymentFailed, decideSync } from './decideSync.js';
import { evolveInvoice } from './evolveInvoice.js';
import type { InvoiceCommand, InvoiceRejection } from './invoice.commands.js';
import type { InvoiceEvent } from './invoice.events.js';
import { type Invoice, unknownInvoice } from './invoiceState.js';

/** The whole life of an invoice: what Stripe says of it, what was given back of it, and what people want done to it. */
export const invoiceDecider: Decider<Invoice, InvoiceCommand, InvoiceEvent, InvoiceRejection> = {
  initialState: unknownInvoice,
  evolve: evolveInvoice,

  decide({ type, data }, state) {
    switch (type) {
      case 'SyncInvoice':
        return decideSync(data, state);
      case 'RecordInvoicePaid':
        return decideSync({ ...data, fetched: false }, state);
      case 'RecordInvoicePaymentFailed':
        return decidePaymentFailed(data, state);
      case 'RecordPaymentActionRequired': {
        const { organizationId, invoice, observedAt } = data;
        const settled = state.known?.invoice.status === 'paid' || state.actionsAsked.includes(invoice.attemptCount);
        if (settled) return accept();
        return accept({ type: 'InvoicePaymentActionRequired', data: { organizationId, invoice, observedAt } });
      }
      case 'DropInvoiceDraft': {
        const finalized = state.known && state.known.invoice.status !== 'draft';
        if (state.dropped || finalized) return accept();
        return accept({
          type: 'InvoiceDraftDropped',
          data: { organizationId: data.organizationId, invoiceId: data.invoiceId },
        });
      }
      case 'RecordCreditNote':
        return decideCreditNote(data, state);
      case 'RecordRefund':
        return decideRefund(data, state);
      case 'RecordDispute':
        return decideDispute(data, state);
      case 'RequestInvoiceAction':
        return decideAction(data, state);
      case 'RecordInvoiceActionDone': {
        const { organizationId, invoiceId, requestId, reference } = data;
        const action = state.pending[requestId];
        if (!action) return accept();
        return accept({ type: 'InvoiceActionDone', data: { organizationId, invoiceId, requestId, action, reference } });
      }
      case 'RecordInvoiceActionRefused': {
        const { organizationId, invoiceId, requestId, refusal } = data;
        const action = state.pending[requestId];
        if (!action) return accept();
        return accept({
          type: 'InvoiceActionRefused',
          data: { organizationId, invoiceId, requestId, action, refusal },
        });
      }
    }
  },
};
