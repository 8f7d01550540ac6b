import { isLive, sessionDecider } from '../../domain/identity/session/session.decider.js';
import { sessionStream } from '../../domain/identity/streams.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { SecretTokens } from '../ports/secretTokens.js';
import type { IssueSessionTokens, SessionTokens } from './issueSessionTokens.js';
import type { People } from './people.js';

export type Refreshed =
  | Readonly<{ accepted: true; tokens: SessionTokens }>
  | Readonly<{ accepted: false; rejection: 'SESSION_ENDED' | 'STREAM_BUSY' }>;

export type RefreshSession = (refreshToken: string, context: Omit<CommandContext, 'actor'>) => Promise<Refreshed>;

const ended = { accepted: false, rejection: 'SESSION_ENDED' } as const;

/**
 * Exchanges a refresh token for the session's next tokens. One that was exchanged before is answered with the same
 * successor for a short while, and ends the session after that (RFC 9700, 4.14.2).
 */
export const refreshSession =
  (
    handleCommand: HandleCommand,
    people: Pick<People, 'session'>,
    secretTokens: Pick<SecretTokens, 'read'>,
    issue: IssueSessionTokens,
    clock: Clock,
  ): RefreshSession =>
  async (refreshToken, asked) => {
    const read = await secretTokens.read('refresh', refreshToken);
    if (!read) return ended;
    const [sessionId = ''] = read.ids;
    const before = await people.session(sessionId);
    if (before.status !== 'active') return ended;
    const { userId, organizationId } = before;
    const now = clock.now();
    const handled = await handleCommand(
      sessionStream(sessionId),
      sessionDecider,
      { type: 'RefreshSession', data: { sessionId, generation: read.generation }, now },
      { ...asked, organizationId, actor: { kind: 'user', id: userId } },
    );
    if (!handled.accepted)
      return handled.rejection === 'STREAM_BUSY' ? { ...handled, rejection: 'STREAM_BUSY' } : ended;
    const session = await people.session(sessionId);
    return isLive(session, now) ? { accepted: true, tokens: await issue(session) } : ended;
  };
