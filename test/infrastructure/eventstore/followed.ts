import type { FollowOptions, StoredEvent } from '../../../application/ports/eventStore.js';
import type { ConnectedEventStore } from '../../../infrastructure/eventstore/connectEventStore.js';

/** A feed that runs beside the test and keeps what it was handed. */
export function followed(store: ConnectedEventStore, options: Omit<FollowOptions, 'signal'>) {
  const stop = new AbortController();
  const events: StoredEvent[] = [];
  let live = false;
  let position = -1n;
  const run = async () => {
    for await (const batch of store.follow({ ...options, signal: stop.signal })) {
      events.push(...batch.events);
      ({ live, position } = batch);
    }
  };
  const ended = run();
  return {
    events,
    live: () => live,
    position: () => position,
    ended,
    stop: () => {
      stop.abort();
      return ended;
    },
  };
}
