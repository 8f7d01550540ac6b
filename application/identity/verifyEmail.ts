import { userStream } from '../../domain/identity/streams.js';
import { userDecider } from '../../domain/identity/user/user.decider.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { SecretTokens } from '../ports/secretTokens.js';

export type EmailProven =
  | Readonly<{ accepted: true; userId: string; position: bigint }>
  | Readonly<{ accepted: false; rejection: 'TOKEN_UNKNOWN' | 'TOKEN_GONE' | 'STREAM_BUSY' }>;

/** Takes the token of a verification mail: whoever shows it reads the mails of that address. */
export type VerifyEmail = (token: string, context: Omit<CommandContext, 'actor'>) => Promise<EmailProven>;

export const verifyEmail =
  (handleCommand: HandleCommand, secretTokens: Pick<SecretTokens, 'read'>, clock: Clock): VerifyEmail =>
  async (token, asked) => {
    const read = await secretTokens.read('emailVerification', token);
    const [userId] = read?.ids ?? [];
    if (!read || userId === undefined) return { accepted: false, rejection: 'TOKEN_UNKNOWN' };
    const data = { userId, generation: read.generation, tokenHash: read.hash };
    const handled = await handleCommand(
      userStream(userId),
      userDecider,
      { type: 'VerifyEmail', data, now: clock.now() },
      { ...asked, actor: { kind: 'user', id: userId } },
    );
    if (handled.accepted) return { accepted: true, userId, position: handled.position };
    return { accepted: false, rejection: handled.rejection === 'STREAM_BUSY' ? 'STREAM_BUSY' : 'TOKEN_GONE' };
  };
