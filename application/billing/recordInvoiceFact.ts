import { invoiceDecider } from '../../domain/billing/invoice/invoice.decider.js';
import { invoiceStream } from '../../domain/billing/streams.js';
import type { CommandContext } from '../commandContext.js';
import { derivedId } from '../derivedIds.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { InvoiceFact } from '../ports/stripeFacts.js';
import type { TakeUpPendingCharges } from './takeUpPendingCharges.js';

export type RecordInvoiceFact = (
  fact: InvoiceFact,
  organizationId: string,
  context: CommandContext,
) => Promise<Handled<string>>;

/** Records what an event says happened to an invoice, and then what the invoice is now. */
export const recordInvoiceFact =
  (handleCommand: HandleCommand, takeUp: TakeUpPendingCharges, clock: Clock): RecordInvoiceFact =>
  async (fact, organizationId, context) => {
    const { invoice, latest, observedAt, told } = fact;
    const stream = invoiceStream(invoice.invoiceId);
    const now = clock.now();
    const observed = { organizationId, invoice, observedAt };
    const options = { likelyNew: true };

    if (told === 'deleted') {
      const data = { organizationId, invoiceId: invoice.invoiceId };
      const dropped = await handleCommand(stream, invoiceDecider, { type: 'DropInvoiceDraft', data, now }, context);
      if (dropped.accepted) await takeUp(invoice, organizationId, context);
      return dropped;
    }
    await takeUp(latest ?? invoice, organizationId, context);
    if (told === 'changed') {
      const data = { ...observed, invoice: latest ?? invoice, fetched: latest !== undefined };
      return handleCommand(stream, invoiceDecider, { type: 'SyncInvoice', data, now }, context, options);
    }
    const type = told === 'paymentFailed' ? 'RecordInvoicePaymentFailed' : 'RecordPaymentActionRequired';
    const happened = await handleCommand(stream, invoiceDecider, { type, data: observed, now }, context, options);
    if (!happened.accepted) return happened;
    const data = { ...observed, invoice: latest ?? invoice, fetched: latest !== undefined };
    const after = { ...context, commandId: derivedId(context.commandId, 'state') };
    return handleCommand(stream, invoiceDecider, { type: 'SyncInvoice', data, now }, after);
  };
