import type { Event } from '../../domain/event.js';
import type { AnyEvent, Recorded } from '../events/recordedEvent.js';

/** Events in, one at a time; commands or one port call out, at least once, under ids derived from the event. */
export type Reaction<E extends Event<string, unknown>> = Readonly<{
  /** The checkpoint's key: permanent. */
  name: string;
  /** One type, or several that are taken in the order of the log. */
  eventType: E['type'] | readonly E['type'][];
  /** Events of one lane are handled one after the other; lanes do not wait for each other. */
  lane: (event: Recorded<E>) => string;
  /** Must be repeatable. Throwing means: try again later, then park. */
  react: (event: Recorded<E>) => Promise<void>;
}>;

/** Cannot be done now but may be later, when more has become known: parked at once and tried again with back-off. */
export class NotYetPossible extends Error {
  override readonly name = 'NotYetPossible';
}

/** A reaction with its event type forgotten, as the reactor holds it. */
export type AnyReaction = Reaction<AnyEvent>;

export const reaction = <E extends AnyEvent>(reacting: Reaction<E>): AnyReaction => reacting as unknown as AnyReaction;
