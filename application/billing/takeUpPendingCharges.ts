import { invoiceDecider } from '../../domain/billing/invoice/invoice.decider.js';
import type { InvoiceLine } from '../../domain/billing/invoice/invoiceLine.js';
import type { InvoiceSnapshot } from '../../domain/billing/invoice/invoiceSnapshot.js';
import { invoiceStream, stripeNoticeStream } from '../../domain/billing/streams.js';
import { stripeNoticeDecider } from '../../domain/billing/stripeNotice/stripeNotice.decider.js';
import type { PendingChargeSnapshot } from '../../domain/billing/stripeNotice/watchedMoney.js';
import type { WatchedObject } from '../../domain/billing/stripeNotice/watchedObject.js';
import type { CommandContext } from '../commandContext.js';
import { derivedId } from '../derivedIds.js';
import type { CurrentState, HandleCommand } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { StripeObjects } from '../ports/stripeObjects.js';

export type TakeUpPendingCharges = (
  invoice: InvoiceSnapshot,
  organizationId: string,
  context: CommandContext,
) => Promise<void>;

/**
 * Amounts that waited for an invoice wait no longer once one has them: Stripe tells so on the invoice alone. Those that a
 * dropped draft had are read anew, since most of them wait again.
 */
export const takeUpPendingCharges =
  (
    stripe: Pick<StripeObjects, 'watched'>,
    currentState: CurrentState,
    handleCommand: HandleCommand,
    clock: Clock,
  ): TakeUpPendingCharges =>
  async (invoice, organizationId, context) => {
    const { invoiceId, lines = [] } = invoice;
    const charged = new Map(lines.flatMap((line) => (line.invoiceItemId ? [[line.invoiceItemId, line] as const] : [])));
    if (charged.size === 0) return;
    const { dropped } = await currentState(invoiceStream(invoiceId), invoiceDecider);
    for (const [id, line] of charged) {
      const { known } = await currentState(stripeNoticeStream(id), stripeNoticeDecider);
      const observed = dropped ? await afterDrop(id, line, known) : taken(known, invoiceId);
      if (!observed) continue;
      const data = { organizationId, observed, fetched: true };
      const command = { type: 'NoteStripeObject', data, now: clock.now() } as const;
      const under = { ...context, commandId: derivedId(context.commandId, id) };
      await handleCommand(stripeNoticeStream(id), stripeNoticeDecider, command, under);
    }

    async function afterDrop(
      id: string,
      line: InvoiceLine,
      known: WatchedObject | null,
    ): Promise<WatchedObject | undefined> {
      const now = await stripe.watched(waiting(id, line, invoice));
      if (now) return now.observed;
      return known?.kind === 'pendingCharge' ? { ...known, invoiceId: null, removed: true } : undefined;
    }
  };

const taken = (known: WatchedObject | null, invoiceId: string): WatchedObject | undefined =>
  known?.kind === 'pendingCharge' && !known.removed && known.invoiceId !== invoiceId
    ? { ...known, invoiceId }
    : undefined;

/** What a line charged, as an amount that waits. */
const waiting = (id: string, line: InvoiceLine, { customerId, currency }: InvoiceSnapshot): PendingChargeSnapshot => ({
  kind: 'pendingCharge',
  ...{ id, customerId, currency, invoiceId: null, removed: false },
  subscriptionId: line.subscriptionId,
  ...{ amount: line.amount, description: line.description, proration: line.proration },
  ...{ periodStart: line.periodStart, periodEnd: line.periodEnd },
});
