import { type ActiveSession, isLive } from '../../domain/identity/session/session.decider.js';
import type { Clock } from '../ports/clock.js';
import type { People } from './people.js';

/** The sessions of a person that are in force now, the newest first; folded from the log, so never behind it. */
export type ListSessions = (userId: string, ownSessionId: string) => Promise<readonly ActiveSession[]>;

export const listSessions =
  (people: Pick<People, 'byId' | 'session'>, clock: Clock): ListSessions =>
  async (userId, ownSessionId) => {
    const user = await people.byId(userId);
    const begun = user.status === 'registered' ? user.sessions.map(({ sessionId }) => sessionId) : [];
    const sessions = await Promise.all([...new Set([...begun, ownSessionId])].map(people.session));
    const now = clock.now();
    return sessions
      .filter((session) => isLive(session, now))
      .filter((session) => session.userId === userId)
      .sort((one, other) => (one.startedAt < other.startedAt ? 1 : -1));
  };
