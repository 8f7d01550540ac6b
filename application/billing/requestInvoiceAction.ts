import type { InvoiceRejection } from '../../domain/billing/invoice/invoice.commands.js';
import { invoiceDecider } from '../../domain/billing/invoice/invoice.decider.js';
import type { InvoiceAction } from '../../domain/billing/invoice/invoiceAction.js';
import { invoiceStream } from '../../domain/billing/streams.js';
import type { CommandContext } from '../commandContext.js';
import type { CurrentState, HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';

export type RequestInvoiceAction = (
  invoiceId: string,
  action: InvoiceAction,
  context: CommandContext & Readonly<{ organizationId: string }>,
) => Promise<Handled<InvoiceRejection>>;

/** Takes down what a person wants done to an invoice of their organization; a reaction then asks Stripe. The request's id is the command's. */
export const requestInvoiceAction =
  (handleCommand: HandleCommand, currentState: CurrentState, clock: Clock): RequestInvoiceAction =>
  async (invoiceId, action, context) => {
    const { organizationId, commandId: requestId } = context;
    const stream = invoiceStream(invoiceId);
    const { organizationId: owner } = await currentState(stream, invoiceDecider);
    if (owner !== organizationId) return { accepted: false, rejection: 'INVOICE_UNKNOWN' };
    const data = { organizationId, invoiceId, requestId, action };
    return handleCommand(stream, invoiceDecider, { type: 'RequestInvoiceAction', data, now: clock.now() }, context);
  };
