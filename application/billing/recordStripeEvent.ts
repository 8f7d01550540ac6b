import { stripeEventStream } from '../../domain/billing/streams.js';
import { stripeEventDecider } from '../../domain/billing/stripeEvent/stripeEvent.decider.js';
import { derivedId } from '../derivedIds.js';
import type { HandleCommand } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { StripeEnvelope } from '../ports/stripeWebhooks.js';

/** An event of Stripe's whose origin has been checked, and how it came here. */
export type KnownStripeEvent = Readonly<{
  envelope: StripeEnvelope;
  /** Its JSON. */
  payload: string;
  /** Present when it was not delivered but found in Stripe's own list. */
  foundBy?: 'sweep';
}>;

export type RecordStripeEvent = (
  event: KnownStripeEvent,
  correlationId: string,
) => Promise<Readonly<{ position: bigint; isNew: boolean }>>;

/** Puts an event of Stripe's into the inbox, once however often and by whatever way it comes. */
export const recordStripeEvent =
  (handleCommand: HandleCommand, clock: Clock): RecordStripeEvent =>
  async ({ envelope, payload, foundBy }, correlationId) => {
    const { stripeEventId } = envelope;
    const handled = await handleCommand(
      stripeEventStream(stripeEventId),
      stripeEventDecider,
      { type: 'RecordStripeEvent', data: { ...envelope, payload, foundBy }, now: clock.now() },
      {
        commandId: derivedId('RecordStripeEvent', stripeEventId),
        correlationId,
        causationId: stripeEventId,
        organizationId: null,
        actor: { kind: 'stripe', id: stripeEventId },
      },
      // Most of what a sweep finds is there already.
      { likelyNew: foundBy === undefined },
    );
    // The decider refuses nothing; the stream of one event cannot stay busy, but if it does it must be tried again.
    if (!handled.accepted) throw new Error(`the inbox stream of ${stripeEventId} is busy`);
    return { position: handled.position, isNew: !handled.replayed };
  };
