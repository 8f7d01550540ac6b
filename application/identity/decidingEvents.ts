import { sessionStream, userStream } from '../../domain/identity/streams.js';
import { evidenceOf } from '../events/evidenceOf.js';
import type { AnyRecordedEvent } from '../events/recordedEvent.js';
import type { StreamFold, StreamFolds } from '../streamFolds.js';

type Evidence = ReturnType<typeof evidenceOf>;

/** The events that decide what people are refused about their own accounts; null where there is none. */
export type DecidingEvents = Readonly<{
  registered: (userId: string) => Promise<Evidence | null>;
  /** What set the password in force. */
  passwordSet: (userId: string) => Promise<Evidence | null>;
  /** The sign-in that began a session. */
  sessionStarted: (sessionId: string) => Promise<Evidence | null>;
}>;

/** The last event of some types in a stream. */
const lastOf = (name: string, ...types: readonly string[]): StreamFold<Evidence | null> => ({
  name,
  initial: null,
  evolve: (known, event: AnyRecordedEvent) => (types.includes(event.type) ? evidenceOf(event) : known),
});

const registration = lastOf('identity.registered', 'UserRegistered');
const password = lastOf('identity.passwordSet', 'UserRegistered', 'PasswordChanged');
const start = lastOf('identity.sessionStarted', 'SessionStarted');

export const decidingEvents = (folds: Pick<StreamFolds, 'now'>): DecidingEvents => ({
  registered: (userId) => folds.now(userStream(userId), registration),
  passwordSet: (userId) => folds.now(userStream(userId), password),
  sessionStarted: (sessionId) => folds.now(sessionStream(sessionId), start),
});
