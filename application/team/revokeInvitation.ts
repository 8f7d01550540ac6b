import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';

export type RevokeInvitation = (
  request: MemberRequest,
  invitationId: string,
) => Promise<Handled<OrganizationRejection>>;

/** Ends an invitation that nobody has accepted: its link is dead and its seat free. */
export const revokeInvitation = (handleCommand: HandleCommand, clock: Clock): RevokeInvitation => {
  const put = organizationCommand(handleCommand, clock, 'RevokeInvitation');
  return (request, invitationId) => put(request, { invitationId });
};
