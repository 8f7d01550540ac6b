import type { CommandContext } from '../commandContext.js';
import type { SecretTokens } from '../ports/secretTokens.js';
import type { EndSessions } from './endSessions.js';
import type { People } from './people.js';

/** Ends the session that a refresh token belongs to, whichever of its tokens it is; nothing where it is none of ours. */
export type SignOut = (refreshToken: string, context: Omit<CommandContext, 'actor'>) => Promise<void>;

export const signOut =
  (people: Pick<People, 'session'>, secretTokens: Pick<SecretTokens, 'read'>, endSessions: EndSessions): SignOut =>
  async (refreshToken, asked) => {
    const [sessionId] = (await secretTokens.read('refresh', refreshToken))?.ids ?? [];
    const session = sessionId === undefined ? undefined : await people.session(sessionId);
    if (sessionId === undefined || session?.status !== 'active') return;
    const { userId, organizationId } = session;
    await endSessions([sessionId], 'signedOut', { ...asked, organizationId, actor: { kind: 'user', id: userId } });
  };
