import { userStream } from '../../domain/identity/streams.js';
import type { UserRejection } from '../../domain/identity/user/user.commands.js';
import { userDecider } from '../../domain/identity/user/user.decider.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { SecretTokens } from '../ports/secretTokens.js';
import type { People } from './people.js';

/** Sends the link that proves a person's address once more; the one before is dead from then on. */
export type RequestEmailVerification = (userId: string, context: CommandContext) => Promise<Handled<UserRejection>>;

export const requestEmailVerification =
  (
    handleCommand: HandleCommand,
    people: Pick<People, 'byId'>,
    secretTokens: Pick<SecretTokens, 'mint'>,
    clock: Clock,
  ): RequestEmailVerification =>
  async (userId, context) => {
    const user = await people.byId(userId);
    const generation = user.status === 'registered' ? user.verification.generation + 1 : 1;
    const { hash: tokenHash } = await secretTokens.mint('emailVerification', { ids: [userId], generation });
    const data = { userId, generation, tokenHash };
    const command = { type: 'RequestEmailVerification', data, now: clock.now() } as const;
    return handleCommand(userStream(userId), userDecider, command, context);
  };
