import type { CommandContext } from '../commandContext.js';
import type { EndSessions } from './endSessions.js';
import type { ListSessions } from './listSessions.js';
import type { People } from './people.js';

export type Revoked =
  | Readonly<{ accepted: true; position: bigint; count: number }>
  | Readonly<{ accepted: false; rejection: 'SESSION_UNKNOWN' }>;

/** Ends one session of a person, or all but the one it asks from. */
export type RevokeSessions = (
  which: Readonly<{ userId: string; ownSessionId: string; sessionId: string | 'others' }>,
  context: CommandContext,
) => Promise<Revoked>;

export const revokeSessions =
  (people: Pick<People, 'session'>, listSessions: ListSessions, endSessions: EndSessions): RevokeSessions =>
  async ({ userId, ownSessionId, sessionId }, context) => {
    if (sessionId === 'others') {
      const sessions = await listSessions(userId, ownSessionId);
      const others = sessions.map((session) => session.sessionId).filter((id) => id !== ownSessionId);
      return { accepted: true, position: await endSessions(others, 'revoked', context), count: others.length };
    }
    const session = await people.session(sessionId);
    if (session.status === 'none' || session.userId !== userId)
      return { accepted: false, rejection: 'SESSION_UNKNOWN' };
    return { accepted: true, position: await endSessions([sessionId], 'revoked', context), count: 1 };
  };
