import { userStream } from '../../domain/identity/streams.js';
import type { RecordFailedSignIn as Command } from '../../domain/identity/user/user.commands.js';
import { userDecider } from '../../domain/identity/user/user.decider.js';
import { derivedId } from '../derivedIds.js';
import type { HandleCommand } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { Logger } from '../ports/logger.js';

export type RecordFailedSignIn = (failure: Command['data'], correlationId: string) => void;

/**
 * Records a failed attempt, beside the answer: nobody waits for it, so an account that exists takes no longer than one
 * that does not. The count in force is kept in memory as well, and loses nothing by it.
 */
export const recordFailedSignIn =
  (handleCommand: HandleCommand, clock: Clock, logger: Logger): RecordFailedSignIn =>
  (data, correlationId) => {
    const { userId } = data;
    const now = clock.now();
    const commandId = derivedId('failed-sign-in', userId, correlationId, now.toISOString());
    handleCommand(
      userStream(userId),
      userDecider,
      { type: 'RecordFailedSignIn', data, now },
      {
        commandId,
        correlationId,
        causationId: correlationId,
        organizationId: null,
        actor: { kind: 'user', id: userId },
      },
    ).catch((error: unknown) =>
      logger.warn({ err: error, userId, correlationId }, 'a failed sign-in was not recorded'),
    );
  };
