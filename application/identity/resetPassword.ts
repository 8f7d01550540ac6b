import { userStream } from '../../domain/identity/streams.js';
import { type PasswordFlaw, passwordFlaw } from '../../domain/identity/user/passwordFlaw.js';
import { userDecider } from '../../domain/identity/user/user.decider.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand } from '../handleCommand.js';
import { laterPosition } from '../laterPosition.js';
import type { Clock } from '../ports/clock.js';
import type { PasswordHashes } from '../ports/passwordHashes.js';
import type { SecretTokens } from '../ports/secretTokens.js';
import type { EndSessions } from './endSessions.js';
import type { People } from './people.js';

export type PasswordSet =
  | Readonly<{ accepted: true; position: bigint }>
  | Readonly<{ accepted: false; rejection: 'PASSWORD_UNSUITABLE'; flaw: PasswordFlaw }>
  | Readonly<{ accepted: false; rejection: 'TOKEN_UNKNOWN' | 'TOKEN_GONE' | 'STREAM_BUSY' }>;

/** Sets another password with the token of a reset mail; every session ends. */
export type ResetPassword = (
  wish: Readonly<{ token: string; password: string }>,
  context: Omit<CommandContext, 'actor'>,
) => Promise<PasswordSet>;

export const resetPassword =
  (
    handleCommand: HandleCommand,
    people: Pick<People, 'byId'>,
    secretTokens: Pick<SecretTokens, 'read'>,
    passwordHashes: Pick<PasswordHashes, 'hash'>,
    endSessions: EndSessions,
    clock: Clock,
  ): ResetPassword =>
  async ({ token, password }, asked) => {
    const read = await secretTokens.read('passwordReset', token);
    const [userId] = read?.ids ?? [];
    if (!read || userId === undefined) return { accepted: false, rejection: 'TOKEN_UNKNOWN' };
    const user = await people.byId(userId);
    if (user.status !== 'registered') return { accepted: false, rejection: 'TOKEN_GONE' };
    const flaw = passwordFlaw(password, user.email);
    if (flaw) return { accepted: false, rejection: 'PASSWORD_UNSUITABLE', flaw };
    // A dead token is not worth a hash.
    if (user.reset.open?.tokenHash !== read.hash) return { accepted: false, rejection: 'TOKEN_GONE' };

    const context = { ...asked, actor: { kind: 'user', id: userId } } as const;
    const data = {
      userId,
      generation: read.generation,
      tokenHash: read.hash,
      passwordHash: await passwordHashes.hash(password),
    };
    const command = { type: 'ResetPassword', data, now: clock.now() } as const;
    const handled = await handleCommand(userStream(userId), userDecider, command, context);
    if (!handled.accepted)
      return { accepted: false, rejection: handled.rejection === 'STREAM_BUSY' ? 'STREAM_BUSY' : 'TOKEN_GONE' };
    const sessionIds = user.sessions.map(({ sessionId }) => sessionId);
    const ended = await endSessions(sessionIds, 'passwordChanged', context);
    return { accepted: true, position: laterPosition(ended, handled.position) };
  };
