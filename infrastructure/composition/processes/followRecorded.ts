import type { Container } from 'inversify';
import { followedEvents } from '../../../application/followedEvents.js';
import { TOKENS } from '../tokens.js';

/** Hears what other processes record of what this one keeps in memory, until the signal aborts. */
export const followRecorded = (container: Container, signal: AbortSignal): Promise<void> =>
  container.get(TOKENS.recordedElsewhere).run(
    {
      feed: container.get(TOKENS.feed),
      eventStore: container.get(TOKENS.eventStore),
      followed: container.get(TOKENS.followedStates),
      types: Object.values(followedEvents).flat(),
      logger: container.get(TOKENS.logger),
    },
    signal,
  );
