import type {
  SubscriptionChanged,
  SubscriptionEnded,
} from '../../../domain/billing/billingAccount/billingAccount.events.js';
import type { DunningCommand } from '../../../domain/billing/dunning/dunning.commands.js';
import { dunningDecider } from '../../../domain/billing/dunning/dunning.decider.js';
import { invoiceDecider } from '../../../domain/billing/invoice/invoice.decider.js';
import type {
  InvoiceMarkedUncollectible,
  InvoicePaid,
  InvoicePaymentFailed,
  InvoiceVoided,
} from '../../../domain/billing/invoice/invoice.events.js';
import { dunningStream, invoiceStream } from '../../../domain/billing/streams.js';
import { derivedId } from '../../derivedIds.js';
import type { Recorded } from '../../events/recordedEvent.js';
import type { CurrentState, HandleCommand } from '../../handleCommand.js';
import type { Clock } from '../../ports/clock.js';
import { NotYetPossible, type Reaction } from '../../reactions/reaction.js';

type Collecting =
  | InvoicePaymentFailed
  | InvoicePaid
  | InvoiceVoided
  | InvoiceMarkedUncollectible
  | SubscriptionChanged
  | SubscriptionEnded;

const NAME = 'billing.advanceDunning';

/** Follows what becomes of attempts to collect; what restricts access and restores it. */
export const whenCollectingChangesAdvanceDunning = (
  currentState: CurrentState,
  handleCommand: HandleCommand,
  clock: Clock,
): Reaction<Collecting> => {
  async function commandFor(event: Recorded<Collecting>): Promise<DunningCommand | undefined> {
    const now = clock.now();
    const { organizationId } = event.data;
    switch (event.type) {
      case 'InvoicePaymentFailed': {
        const { invoice, afterPayment } = event.data;
        if (afterPayment || !(await isOwed(invoice.invoiceId))) return undefined;
        return { type: 'TakeDunningStep', data: { organizationId, invoice }, now };
      }
      case 'InvoicePaid':
      case 'InvoiceVoided':
      case 'InvoiceMarkedUncollectible': {
        const { invoiceId } = event.data.invoice;
        return { type: 'SettleArrears', data: { organizationId, invoiceId, how: settled[event.type] }, now };
      }
      case 'SubscriptionChanged':
      case 'SubscriptionEnded': {
        const { subscriptionId, status } = event.data.subscription;
        return { type: 'WeighSubscription', data: { organizationId, subscriptionId, status }, now };
      }
    }
  }

  /** Late news of a failed attempt must not restrict whoever has paid since. */
  async function isOwed(invoiceId: string): Promise<boolean> {
    const { known } = await currentState(invoiceStream(invoiceId), invoiceDecider);
    return known?.invoice.status === 'open';
  }

  return {
    name: NAME,
    eventType: [
      'InvoicePaymentFailed',
      'InvoicePaid',
      'InvoiceVoided',
      'InvoiceMarkedUncollectible',
      'SubscriptionChanged',
      'SubscriptionEnded',
    ],
    lane: ({ data }) => data.organizationId,

    async react(event) {
      const command = await commandFor(event);
      if (!command) return;
      const { organizationId } = event.data;
      const handled = await handleCommand(dunningStream(organizationId), dunningDecider, command, {
        commandId: derivedId(NAME, event.id),
        correlationId: event.metadata.$correlationId,
        causationId: event.id,
        organizationId,
        actor: { kind: 'system', id: NAME },
      });
      if (!handled.accepted) throw new NotYetPossible(`dunning after ${event.id} was refused: ${handled.rejection}`);
    },
  };
};

const settled = { InvoicePaid: 'paid', InvoiceVoided: 'voided', InvoiceMarkedUncollectible: 'writtenOff' } as const;
