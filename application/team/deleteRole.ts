import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';

export type DeleteRole = (
  request: MemberRequest,
  roleId: string,
  replacement: string | null,
) => Promise<Handled<OrganizationRejection>>;

/** Deletes a custom role; who has it gets the replacement. */
export const deleteRole = (handleCommand: HandleCommand, clock: Clock): DeleteRole => {
  const put = organizationCommand(handleCommand, clock, 'DeleteRole');
  return (request, roleId, replacement) => put(request, { roleId, replacement });
};
