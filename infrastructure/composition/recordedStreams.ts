import type { EventCodec } from '../../application/events/eventCodec.js';
import type { EventStore } from '../../application/ports/eventStore.js';
import type { RecordedStreams } from '../../application/ports/recordedStreams.js';

/** The log through the codec. */
export const recordedStreams = (
  eventStore: Pick<EventStore, 'readStream' | 'readAll'>,
  codec: Pick<EventCodec, 'decode'>,
): RecordedStreams => ({
  async *eventsOf(stream) {
    for await (const stored of eventStore.readStream(stream)) yield codec.decode(stored);
  },
  async *eventsOfType(type) {
    for await (const stored of eventStore.readAll(undefined, { eventTypes: [type] })) yield codec.decode(stored);
  },
});
