import { stripeNoticeStream } from '../../../domain/billing/streams.js';
import type { StripeEventReceived } from '../../../domain/billing/stripeEvent/stripeEvent.events.js';
import { stripeNoticeDecider } from '../../../domain/billing/stripeNotice/stripeNotice.decider.js';
import type { WatchedKind } from '../../../domain/billing/stripeNotice/watchedObject.js';
import type { CommandContext } from '../../commandContext.js';
import { derivedId } from '../../derivedIds.js';
import type { Recorded } from '../../events/recordedEvent.js';
import type { CurrentState } from '../../handleCommand.js';
import type { InTurn } from '../../inTurn.js';
import type { StripeFact } from '../../ports/stripeFacts.js';
import type { StripeWebhooks } from '../../ports/stripeWebhooks.js';
import { NotYetPossible, type Reaction } from '../../reactions/reaction.js';
import type { OrganizationOfStripeCustomer } from '../organizationOfStripeCustomer.js';
import type { RecordStripeFact } from '../recordStripeFact.js';
import type { RefreshStripeFact } from '../refreshStripeFact.js';

/**
 * Translates what Stripe said into commands against the organization's billing account, invoices and customer.
 * @param turnOf of a customer at Stripe: nothing is done there for it between reading it and recording what was read
 */
export const whenStripeEventReceivedSyncBilling = (
  webhooks: StripeWebhooks,
  organizationOf: OrganizationOfStripeCustomer,
  refresh: RefreshStripeFact,
  record: RecordStripeFact,
  currentState: CurrentState,
  turnOf: InTurn,
): Reaction<StripeEventReceived> => ({
  name: 'billing.syncFromStripe',
  eventType: 'StripeEventReceived',
  lane: ({ data }) => data.customerId ?? data.stripeEventId,

  async react(event) {
    const { stripeEventId, apiVersion, foundBy } = event.data;
    // What a sweep finds is shaped by the account's own version, whatever the endpoint's is.
    if (foundBy === undefined && !webhooks.reads(apiVersion)) {
      throw new NotYetPossible(`${stripeEventId} speaks ${apiVersion}: the webhook endpoint needs another API version`);
    }
    const told = webhooks.interpret(event.data.eventType, event.data.payload);
    if (!told) return;
    const cause = causedBy(event);

    async function take(heard: StripeFact, context: CommandContext): Promise<void> {
      const fact = await refresh(heard);
      if (fact.kind === 'touched') return;
      const organizationId = (await grantedTo(fact)) ?? (await organizationFor(fact, organizationOf, context));
      const handled = await record(fact, organizationId, { ...context, organizationId });
      if (!handled.accepted) throw new NotYetPossible(`${event.data.stripeEventId} was refused: ${handled.rejection}`);
      const { organizationHint, customerId, observedAt, leadsTo: object } = fact;
      if (!object) return;
      const next = { ...context, commandId: derivedId(context.commandId, object.type) };
      await take({ kind: 'touched', object, organizationHint, customerId, observedAt }, next);
    }

    /** Credit that is used names its grant and no customer: whose it is was noted with the grant. */
    async function grantedTo(fact: StripeFact): Promise<string | null> {
      if (fact.kind !== 'notice' || fact.observed.kind !== 'creditUse' || fact.customerId !== null) return null;
      return (await currentState(stripeNoticeStream(fact.observed.grantId), stripeNoticeDecider)).organizationId;
    }

    const { customerId } = event.data;
    await (customerId === null ? take(told, cause) : turnOf(customerId, () => take(told, cause)));
  },
});

const ofNobody: ReadonlySet<WatchedKind> = new Set(['rejectedUsage', 'catalogueEdit']);

function organizationFor(
  fact: StripeFact,
  organizationOf: OrganizationOfStripeCustomer,
  context: CommandContext,
): Promise<string | null> {
  if (fact.kind === 'notice' && ofNobody.has(fact.observed.kind)) return Promise.resolve(null);
  if (fact.customerId === null) throw new NotYetPossible(`a ${fact.kind} names no customer and Stripe knows none`);
  return organizationOf(fact.customerId, fact.organizationHint, context);
}

const causedBy = (event: Recorded<StripeEventReceived>): CommandContext => ({
  commandId: derivedId('billing.syncFromStripe', event.id),
  correlationId: event.metadata.$correlationId,
  causationId: event.id,
  organizationId: null,
  actor: { kind: 'stripe', id: event.data.stripeEventId },
});
