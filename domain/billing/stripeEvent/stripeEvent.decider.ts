import { accept, type Decider } from '../../decider.js';
import type { RecordStripeEvent } from './stripeEvent.commands.js';
import type { StripeEventEvent } from './stripeEvent.events.js';

export type StripeEventState = Readonly<{ status: 'unknown' | 'received' }>;

/** Stripe delivers at least once: the second delivery of an event records nothing (docs.stripe.com/webhooks). */
export const stripeEventDecider: Decider<StripeEventState, RecordStripeEvent, StripeEventEvent, never> = {
  initialState: { status: 'unknown' },
  evolve: () => ({ status: 'received' }),
  decide({ data, now }, state) {
    if (state.status === 'received') return accept();
    const { stripeEventId, eventType, apiVersion, livemode, customerId, objectId, createdAt, payload, foundBy } = data;
    const receivedAt = now.toISOString();
    const found = foundBy && { foundBy };
    return accept({
      type: 'StripeEventReceived',
      data: {
        stripeEventId,
        eventType,
        apiVersion,
        livemode,
        customerId,
        objectId,
        createdAt,
        receivedAt,
        payload,
        ...found,
      },
    });
  },
};
