import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';

export type RemoveMember = (request: MemberRequest, userId: string) => Promise<Handled<OrganizationRejection>>;

/** Takes a member out of the organization; a member who names themself leaves. */
export const removeMember = (handleCommand: HandleCommand, clock: Clock): RemoveMember => {
  const put = organizationCommand(handleCommand, clock, 'RemoveMember');
  return (request, userId) => put(request, { userId });
};
