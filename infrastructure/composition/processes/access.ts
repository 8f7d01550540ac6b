import type { Container } from 'inversify';
import { eventsByContext } from '../../../application/events/eventRegistry.js';
import { sessionEvents } from '../../../application/events/identity.events.js';
import { TOKENS } from '../tokens.js';

/** Hears what other processes record of sessions and organizations, until the signal aborts. */
export const followAccess = (container: Container, signal: AbortSignal): Promise<void> =>
  container.get(TOKENS.recordedElsewhere).run(
    {
      feed: container.get(TOKENS.feed),
      eventStore: container.get(TOKENS.eventStore),
      followed: container.get(TOKENS.followedStates),
      types: [...Object.keys(sessionEvents), ...Object.keys(eventsByContext.team ?? {})],
      logger: container.get(TOKENS.logger),
    },
    signal,
  );
