import { organizationDecider } from '../../domain/team/organization/organization.decider.js';
import type { Organization } from '../../domain/team/organization/organizationState.js';
import { organizationStream } from '../../domain/team/streams.js';
import type { CommandContext } from '../commandContext.js';
import { derivedId } from '../derivedIds.js';
import type { HandleCommand } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';

export type StillOwned = Readonly<{ rejection: 'LAST_OWNER_OF'; organizationId: string; name: string }>;
export type LeaveOwned = (
  userId: string,
  organizations: readonly Organization[],
  context: CommandContext,
) => Promise<StillOwned | Readonly<{ rejection: 'STREAM_BUSY' }> | undefined>;

/**
 * Takes a person out of the organizations it is an owner of, each by a decision of that organization's own: of two last owners
 * who leave at the same moment, one stays. Answers with what stopped it.
 */
export const leaveOwned =
  (handleCommand: HandleCommand, clock: Clock): LeaveOwned =>
  async (userId, organizations, context) => {
    for (const { organizationId, name, members } of organizations) {
      if (organizationId === null || members[userId]?.role !== 'owner') continue;
      const data = { organizationId, userId, by: userId };
      const command = { type: 'RemoveMember', data, now: clock.now() } as const;
      const handled = await handleCommand(organizationStream(organizationId), organizationDecider, command, {
        ...context,
        organizationId,
        commandId: derivedId('leave-owned', organizationId, context.commandId),
      });
      if (handled.accepted || handled.rejection === 'MEMBER_UNKNOWN') continue;
      if (handled.rejection === 'LAST_OWNER') return { rejection: 'LAST_OWNER_OF', organizationId, name };
      if (handled.rejection === 'STREAM_BUSY') return { rejection: 'STREAM_BUSY' };
      throw new Error(`${organizationId} did not let ${userId} go: ${handled.rejection}`);
    }
    return undefined;
  };
