import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';
import type { SeatLimitOf } from './seatLimitOf.js';

export type ReactivateMember = (request: MemberRequest, userId: string) => Promise<Handled<OrganizationRejection>>;

/** Lets a suspended member back in, if there is a seat. */
export const reactivateMember = (
  handleCommand: HandleCommand,
  seatLimitOf: SeatLimitOf,
  clock: Clock,
): ReactivateMember => {
  const put = organizationCommand(handleCommand, clock, 'ReactivateMember');
  return async (request, userId) => put(request, { userId, seats: await seatLimitOf(request.organizationId) });
};
