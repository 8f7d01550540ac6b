import type { InvoiceFinalized, InvoicePaid } from '../../../domain/billing/invoice/invoice.events.js';
import { derivedId } from '../../derivedIds.js';
import { NotYetPossible, type Reaction } from '../../reactions/reaction.js';
import type { CloseUsagePeriod } from '../closeUsagePeriod.js';

/** A final invoice of a subscription bills the usage of the period it ends: what comes later counts in the next one. */
export const whenInvoiceFinalCloseUsagePeriod = <E extends InvoiceFinalized | InvoicePaid>(
  eventType: E['type'],
  name: string,
  close: CloseUsagePeriod,
): Reaction<E> => ({
  name,
  eventType,
  lane: ({ data }) => data.organizationId,

  async react(event) {
    const { invoice, organizationId } = event.data;
    if (invoice.subscriptionId === null) return;
    const closed = await close(organizationId, invoice, {
      commandId: derivedId(name, event.id),
      correlationId: event.metadata.$correlationId,
      causationId: event.id,
      organizationId,
      actor: { kind: 'system', id: name },
    });
    if (!closed.accepted) throw new NotYetPossible(`${invoice.invoiceId} closed no period: ${closed.rejection}`);
  },
});
