import type { InvoiceSnapshot } from '../../domain/billing/invoice/invoiceSnapshot.js';
import { stripeNoticeStream } from '../../domain/billing/streams.js';
import { stripeNoticeDecider } from '../../domain/billing/stripeNotice/stripeNotice.decider.js';
import type { CommandContext } from '../commandContext.js';
import { derivedId } from '../derivedIds.js';
import type { CurrentState, HandleCommand } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';

export type TakeUpPendingCharges = (
  invoice: InvoiceSnapshot,
  organizationId: string,
  context: CommandContext,
) => Promise<void>;

/** Amounts that waited for an invoice wait no longer once one has them: Stripe tells so on the invoice alone. */
export const takeUpPendingCharges =
  (currentState: CurrentState, handleCommand: HandleCommand, clock: Clock): TakeUpPendingCharges =>
  async ({ invoiceId, lines = [] }, organizationId, context) => {
    for (const id of new Set(lines.flatMap((line) => line.invoiceItemId ?? []))) {
      const { known } = await currentState(stripeNoticeStream(id), stripeNoticeDecider);
      if (known?.kind !== 'pendingCharge' || known.removed || known.invoiceId === invoiceId) continue;
      const data = { organizationId, observed: { ...known, invoiceId }, fetched: true };
      const command = { type: 'NoteStripeObject', data, now: clock.now() } as const;
      const under = { ...context, commandId: derivedId(context.commandId, id) };
      await handleCommand(stripeNoticeStream(id), stripeNoticeDecider, command, under);
    }
  };
