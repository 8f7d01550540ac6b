import type {
  RecordBillingOutcome,
  RecordBillingWithdrawal,
} from '../../../domain/billing/billingAccount/billingAccount.commands.js';
import { billingAccountDecider } from '../../../domain/billing/billingAccount/billingAccount.decider.js';
import type {
  BillingRequested,
  BillingWithdrawalRequested,
} from '../../../domain/billing/billingAccount/billingAccount.events.js';
import { billingAccountStream } from '../../../domain/billing/streams.js';
import type { CommandContext } from '../../commandContext.js';
import { derivedId } from '../../derivedIds.js';
import type { Recorded } from '../../events/recordedEvent.js';
import type { CommandHandling } from '../../handleCommand.js';
import type { InTurn } from '../../inTurn.js';
import type { Clock } from '../../ports/clock.js';
import type { StripeCustomers } from '../../ports/stripeCustomers.js';
import type { Reaction } from '../../reactions/reaction.js';
import type { AskStripe } from '../askStripe.js';
import type { LinkStripeCustomer } from '../linkStripeCustomer.js';

const NAME = 'billing.askStripe';

type Asked = BillingRequested | BillingWithdrawalRequested;

/**
 * Does at Stripe what was asked for an organization, one request after the other, and records what came of it. A
 * repetition asks under the same key, so that it has one effect; what has an outcome already is left alone. What
 * somebody wants back is closed once no call for it is under way: a call that succeeds meanwhile counts.
 * @param turnOf of a customer at Stripe: what is being read of it meanwhile is recorded before, never after
 */
export const whenBillingRequestedAskStripe = (
  { handleCommand, currentState }: CommandHandling,
  customers: StripeCustomers,
  linkCustomer: LinkStripeCustomer,
  askStripe: AskStripe,
  turnOf: InTurn,
  clock: Clock,
): Reaction<Asked> => {
  /** Calls under way, by their requests; one that waited is repeated beside its organization's lane. */
  const underWay = new Map<string, Promise<void>>();

  async function ask(event: Recorded<BillingRequested>): Promise<void> {
    const { organizationId, requestId, request } = event.data;
    const stream = billingAccountStream(organizationId);
    const account = await currentState(stream, billingAccountDecider);
    if (!account.openRequests[requestId] || account.withdrawing.has(requestId)) return;
    const context = causedBy(event);
    const customerId = account.customerId ?? (await customers.create(organizationId));
    if (account.customerId === null) await linkCustomer(customerId, organizationId, context);
    const handled = await turnOf(customerId, async () => {
      const outcome = await askStripe(request, { organizationId, customerId, account, key: event.id });
      const data = { organizationId, requestId, customerId, outcome };
      const command: RecordBillingOutcome = { type: 'RecordBillingOutcome', data, now: clock.now() };
      return handleCommand(stream, billingAccountDecider, command, context);
    });
    if (!handled.accepted && handled.rejection !== 'BILLING_REQUEST_UNKNOWN') {
      throw new Error(`the outcome of ${requestId} was refused: ${handled.rejection}`);
    }
  }

  async function withdraw(event: Recorded<BillingWithdrawalRequested>): Promise<void> {
    const { organizationId, requestId } = event.data;
    await underWay.get(requestId)?.catch(() => undefined);
    const data = { organizationId, requestId };
    const command: RecordBillingWithdrawal = { type: 'RecordBillingWithdrawal', data, now: clock.now() };
    const stream = billingAccountStream(organizationId);
    const handled = await handleCommand(stream, billingAccountDecider, command, causedBy(event));
    if (!handled.accepted && handled.rejection !== 'BILLING_REQUEST_UNKNOWN') {
      throw new Error(`the withdrawal of ${requestId} was refused: ${handled.rejection}`);
    }
  }

  return {
    name: NAME,
    eventType: ['BillingRequested', 'BillingWithdrawalRequested'],
    lane: ({ data }) => data.organizationId,
    async react(event) {
      if (event.type === 'BillingWithdrawalRequested') return withdraw(event as Recorded<BillingWithdrawalRequested>);
      const { requestId } = event.data;
      // Known before the state is read: a withdrawal finds the call, or the call finds the withdrawal.
      const asking = ask(event as Recorded<BillingRequested>);
      underWay.set(requestId, asking);
      return asking.finally(() => underWay.delete(requestId));
    },
  };
};

const causedBy = (event: Recorded<Asked>): CommandContext => ({
  commandId: derivedId(NAME, event.id),
  correlationId: event.metadata.$correlationId,
  causationId: event.id,
  organizationId: event.data.organizationId,
  actor: { kind: 'system', id: NAME },
});
