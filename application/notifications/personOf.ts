import { userStream } from '../../domain/identity/streams.js';
import type { UserEvent } from '../../domain/identity/user/user.events.js';
import { ERASED } from '../events/eventCodec.js';
import type { StreamFold, StreamFolds } from '../streamFolds.js';

/** How to reach and to address somebody. */
export type Person = Readonly<{ name: string; email: string; erased: boolean }>;
export type PersonOf = (userId: string) => Promise<Person | undefined>;

const person: StreamFold<Person | undefined> = {
  name: 'notifications.person',
  initial: undefined,
  evolve(state, event) {
    const { type, data } = event as unknown as UserEvent;
    if (type === 'UserRegistered') return { name: data.name, email: data.email, erased: false };
    if (type === 'ProfileChanged') return state && { ...state, name: data.name };
    return type === 'PersonErased' ? { name: ERASED, email: ERASED, erased: true } : state;
  },
};

/** A user's name and address as the log has them now; undefined for who is no user. */
export const personOf =
  (streamFolds: StreamFolds): PersonOf =>
  (userId) =>
    streamFolds.now(userStream(userId), person);
