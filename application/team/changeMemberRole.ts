import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';

export type ChangeMemberRole = (
  request: MemberRequest,
  userId: string,
  role: string,
) => Promise<Handled<OrganizationRejection>>;

/** Gives a member another role, a built-in one by its name or a custom one by its id. */
export const changeMemberRole = (handleCommand: HandleCommand, clock: Clock): ChangeMemberRole => {
  const put = organizationCommand(handleCommand, clock, 'ChangeMemberRole');
  return (request, userId, role) => put(request, { userId, role });
};
