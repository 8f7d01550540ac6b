import { sessionDecider } from '../../domain/identity/session/session.decider.js';
import type { SessionEndReason } from '../../domain/identity/session/session.events.js';
import { sessionStream } from '../../domain/identity/streams.js';
import type { CommandContext } from '../commandContext.js';
import { derivedId } from '../derivedIds.js';
import type { HandleCommand } from '../handleCommand.js';
import { laterPosition } from '../laterPosition.js';
import type { Clock } from '../ports/clock.js';

/** Ends sessions; resolves with the position from where on all of them are ended. */
export type EndSessions = (
  sessionIds: readonly string[],
  reason: SessionEndReason,
  context: CommandContext,
) => Promise<bigint>;

export const endSessions =
  (handleCommand: HandleCommand, clock: Clock): EndSessions =>
  async (sessionIds, reason, context) => {
    const positions = sessionIds.map(async (sessionId) => {
      const command = { type: 'EndSession', data: { sessionId, reason }, now: clock.now() } as const;
      const commandId = derivedId('end-session', sessionId, context.commandId);
      const handled = await handleCommand(sessionStream(sessionId), sessionDecider, command, { ...context, commandId });
      if (!handled.accepted) throw new Error(`session ${sessionId} was not ended: ${handled.rejection}`);
      return handled.position;
    });
    return laterPosition(...(await Promise.all(positions)));
  };
