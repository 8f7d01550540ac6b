import { invoiceDecider } from '../../../domain/billing/invoice/invoice.decider.js';
import type { InvoiceActionRequested } from '../../../domain/billing/invoice/invoice.events.js';
import { invoiceStream } from '../../../domain/billing/streams.js';
import type { CommandContext } from '../../commandContext.js';
import { derivedId } from '../../derivedIds.js';
import type { HandleCommand } from '../../handleCommand.js';
import type { Clock } from '../../ports/clock.js';
import type { StripeInvoiceAnswer, StripeInvoices } from '../../ports/stripeInvoices.js';
import type { StripeObjects } from '../../ports/stripeObjects.js';
import { NotYetPossible, type Reaction } from '../../reactions/reaction.js';

const NAME = 'billing.actOnInvoice';

/**
 * Asks Stripe for what a person wants done to an invoice, under a key derived from the request, so that it is done once;
 * records what came of it and what the invoice is now, without waiting for Stripe's own word of it.
 */
export const whenInvoiceActionRequestedAskStripe = (
  invoices: StripeInvoices,
  objects: StripeObjects,
  handleCommand: HandleCommand,
  clock: Clock,
): Reaction<InvoiceActionRequested> => ({
  name: NAME,
  eventType: 'InvoiceActionRequested',
  lane: ({ data }) => data.invoiceId,

  async react({ id, data, metadata }) {
    const { organizationId, invoiceId, requestId } = data;
    const stream = invoiceStream(invoiceId);
    const context = (step: string): CommandContext => ({
      commandId: derivedId(NAME, id, step),
      correlationId: metadata.$correlationId,
      causationId: id,
      organizationId,
      actor: { kind: 'system', id: NAME },
    });
    const asked = { organizationId, invoiceId, requestId };
    const now = clock.now();

    const answer = await ask(invoices, data, id);
    const handled = answer.done
      ? await handleCommand(
          stream,
          invoiceDecider,
          { type: 'RecordInvoiceActionDone', data: { ...asked, reference: answer.reference }, now },
          context('answer'),
        )
      : await handleCommand(
          stream,
          invoiceDecider,
          { type: 'RecordInvoiceActionRefused', data: { ...asked, refusal: answer.refusal }, now },
          context('answer'),
        );
    if (!handled.accepted) throw new NotYetPossible(`the answer to ${requestId} was refused: ${handled.rejection}`);

    const invoice = await objects.invoice(invoiceId);
    if (!invoice) return;
    const sync = { organizationId, invoice, observedAt: now.toISOString(), fetched: true };
    await handleCommand(stream, invoiceDecider, { type: 'SyncInvoice', data: sync, now }, context('state'));
  },
});

function ask(
  invoices: StripeInvoices,
  { invoiceId, action }: InvoiceActionRequested['data'],
  key: string,
): Promise<StripeInvoiceAnswer> {
  switch (action.kind) {
    case 'pay':
      return invoices.pay(invoiceId, action.paymentMethodId, key);
    case 'void':
      return invoices.void(invoiceId, key);
    case 'credit':
      return invoices.credit({ invoiceId, amount: action.amount, reason: action.reason, to: action.to }, key);
    case 'refund':
      return invoices.refund({ invoiceId, amount: action.amount, reason: action.reason }, key);
  }
}
