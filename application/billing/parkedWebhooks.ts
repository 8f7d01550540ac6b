import { stripeEventStream } from '../../domain/billing/streams.js';
import type { StripeEventReceived } from '../../domain/billing/stripeEvent/stripeEvent.events.js';
import type { EventCodec } from '../events/eventCodec.js';
import type { EventStore } from '../ports/eventStore.js';
import type { ParkedAt, ParkedEvents } from '../ports/parkedEvents.js';

/** A webhook whose meaning could not be recorded yet. */
export type ParkedWebhook = ParkedAt & Readonly<{ stripeEventId: string; eventType: string }>;

export type ParkedWebhooks = Readonly<{
  list: () => Promise<readonly ParkedWebhook[]>;
  /** Has one Stripe event, or all of them, tried again at once; answers how many are. */
  replay: (stripeEventId: string | 'all') => Promise<number>;
}>;

const EVERY_EVENT = stripeEventStream('');

/** What waits in the webhook inbox because a reaction failed at it, and another try for it. */
export function parkedWebhooks(
  parked: ParkedEvents,
  eventStore: Pick<EventStore, 'readStream'>,
  codec: Pick<EventCodec, 'decode'>,
): ParkedWebhooks {
  async function typeOf({ stream, revision }: ParkedAt): Promise<string> {
    for await (const stored of eventStore.readStream(stream, revision)) {
      return ((await codec.decode(stored)).data as StripeEventReceived['data']).eventType;
    }
    return 'unknown';
  }

  return {
    list: async () =>
      Promise.all(
        (await parked.list(EVERY_EVENT)).map(async (each) => ({
          ...each,
          stripeEventId: each.stream.slice(EVERY_EVENT.length),
          eventType: await typeOf(each),
        })),
      ),
    replay: (stripeEventId) =>
      stripeEventId === 'all' ? parked.makeDue(EVERY_EVENT) : parked.makeDueIn(stripeEventStream(stripeEventId)),
  };
}
