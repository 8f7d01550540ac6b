import type { RecordBillingOutcome } from '../../../domain/billing/billingAccount/billingAccount.commands.js';
import { billingAccountDecider } from '../../../domain/billing/billingAccount/billingAccount.decider.js';
import type { BillingRequested } from '../../../domain/billing/billingAccount/billingAccount.events.js';
import { billingAccountStream } from '../../../domain/billing/streams.js';
import type { CommandContext } from '../../commandContext.js';
import { derivedId } from '../../derivedIds.js';
import type { Recorded } from '../../events/recordedEvent.js';
import type { CommandHandling } from '../../handleCommand.js';
import type { Clock } from '../../ports/clock.js';
import type { StripeCustomers } from '../../ports/stripeCustomers.js';
import type { Reaction } from '../../reactions/reaction.js';
import type { AskStripe } from '../askStripe.js';
import type { LinkStripeCustomer } from '../linkStripeCustomer.js';

const NAME = 'billing.askStripe';

/**
 * Does at Stripe what was asked for an organization, one request after the other, and records what came of it. A
 * repetition asks under the same key, so that it has one effect; what has an outcome already is left alone.
 */
export const whenBillingRequestedAskStripe = (
  { handleCommand, currentState }: CommandHandling,
  customers: StripeCustomers,
  linkCustomer: LinkStripeCustomer,
  askStripe: AskStripe,
  clock: Clock,
): Reaction<BillingRequested> => ({
  name: NAME,
  eventType: 'BillingRequested',
  lane: ({ data }) => data.organizationId,

  async react(event) {
    const { organizationId, requestId, request } = event.data;
    const stream = billingAccountStream(organizationId);
    const account = await currentState(stream, billingAccountDecider);
    if (!account.openRequests[requestId]) return;
    const context = causedBy(event);
    const customerId = account.customerId ?? (await customers.create(organizationId));
    if (account.customerId === null) await linkCustomer(customerId, organizationId, context);
    const outcome = await askStripe(request, { organizationId, customerId, account, key: event.id });

    const data = { organizationId, requestId, customerId, outcome };
    const command: RecordBillingOutcome = { type: 'RecordBillingOutcome', data, now: clock.now() };
    const handled = await handleCommand(stream, billingAccountDecider, command, context);
    if (!handled.accepted && handled.rejection !== 'BILLING_REQUEST_UNKNOWN') {
      throw new Error(`the outcome of ${requestId} was refused: ${handled.rejection}`);
    }
  },
});

const causedBy = (event: Recorded<BillingRequested>): CommandContext => ({
  commandId: derivedId(NAME, event.id),
  correlationId: event.metadata.$correlationId,
  causationId: event.id,
  organizationId: event.data.organizationId,
  actor: { kind: 'system', id: NAME },
});
