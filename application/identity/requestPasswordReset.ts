import { userStream } from '../../domain/identity/streams.js';
import { userDecider } from '../../domain/identity/user/user.decider.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { SecretTokens } from '../ports/secretTokens.js';
import type { People } from './people.js';

/**
 * Sends a link to set another password to whoever has the address; the link before is dead from then on. Whoever asks
 * learns nothing: nobody may have it, and a person is sent a few an hour at most.
 */
export type RequestPasswordReset = (email: string, context: Omit<CommandContext, 'actor'>) => Promise<void>;

export const requestPasswordReset =
  (
    handleCommand: HandleCommand,
    people: Pick<People, 'byEmail'>,
    secretTokens: Pick<SecretTokens, 'mint'>,
    clock: Clock,
  ): RequestPasswordReset =>
  async (email, asked) => {
    const { userId, user } = await people.byEmail(email);
    const generation = user.status === 'registered' ? user.reset.generation + 1 : 1;
    const { hash: tokenHash } = await secretTokens.mint('passwordReset', { ids: [userId], generation });
    if (user.status !== 'registered') return;
    const data = { userId, generation, tokenHash };
    const command = { type: 'RequestPasswordReset', data, now: clock.now() } as const;
    await handleCommand(userStream(userId), userDecider, command, { ...asked, actor: { kind: 'user', id: userId } });
  };
