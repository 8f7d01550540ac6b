import { userStream } from '../../domain/identity/streams.js';
import type { UserEvent } from '../../domain/identity/user/user.events.js';
import { ERASED, type EventCodec } from '../events/eventCodec.js';
import type { EventStore } from '../ports/eventStore.js';

/** What a person was called before it was erased, as far as its key is still there, and the sessions it began. */
export type Called = Readonly<{ email: string; names: readonly string[]; sessionIds: readonly string[] }>;
export type CalledBefore = (userId: string) => Promise<Called>;

/** Read from the stream each time: nothing of who has been erased is kept in memory. */
export const calledBefore =
  (eventStore: Pick<EventStore, 'readStream'>, codec: Pick<EventCodec, 'decode'>): CalledBefore =>
  async (userId) => {
    const names: string[] = [];
    const sessionIds: string[] = [];
    let email: string = ERASED;
    for await (const stored of eventStore.readStream(userStream(userId), 0n)) {
      const { type, data } = (await codec.decode(stored)) as unknown as UserEvent;
      if (type === 'UserRegistered') email = data.email;
      if (type === 'UserRegistered' || type === 'ProfileChanged') names.push(data.name);
      if (type === 'SignedIn') sessionIds.push(data.sessionId);
    }
    return { email, names, sessionIds };
  };
