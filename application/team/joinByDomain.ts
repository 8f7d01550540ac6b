import { canonicalEmail } from '../../domain/emailAddress.js';
import type { OrganizationRejection, Person } from '../../domain/team/organization/organization.commands.js';
import { organizationDecider } from '../../domain/team/organization/organization.decider.js';
import { organizationStream } from '../../domain/team/streams.js';
import type { CommandContext } from '../commandContext.js';
import { derivedId } from '../derivedIds.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { SeatLimitOf } from './seatLimitOf.js';

export type JoinByDomain = (
  organizationId: string,
  person: Person,
  context: CommandContext,
) => Promise<Handled<OrganizationRejection>>;

/** Lets a person in by their verified address, or takes down that they ask to be. */
export const joinByDomain =
  (handleCommand: HandleCommand, seatLimitOf: SeatLimitOf, clock: Clock): JoinByDomain =>
  async (organizationId, { userId, name, email, emailVerified }, context) => {
    const person = { userId, name, email: canonicalEmail(email) ?? email, emailVerified };
    const requestId = derivedId(context.commandId, 'joinRequest');
    const seats = await seatLimitOf(organizationId);
    return handleCommand(
      organizationStream(organizationId),
      organizationDecider,
      { type: 'JoinByDomain', data: { organizationId, requestId, person, seats }, now: clock.now() },
      { ...context, organizationId },
    );
  };
