import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';
import type { SeatLimitOf } from './seatLimitOf.js';

export type ApproveJoinRequest = (
  request: MemberRequest,
  requestId: string,
  role: string,
) => Promise<Handled<OrganizationRejection>>;

/** Makes who asked to join a member, if there is a seat. */
export const approveJoinRequest = (
  handleCommand: HandleCommand,
  seatLimitOf: SeatLimitOf,
  clock: Clock,
): ApproveJoinRequest => {
  const put = organizationCommand(handleCommand, clock, 'ApproveJoinRequest');
  return async (request, requestId, role) =>
    put(request, { requestId, role, seats: await seatLimitOf(request.organizationId) });
};
