import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';

export type RenameOrganization = (request: MemberRequest, name: string) => Promise<Handled<OrganizationRejection>>;

/** Gives an organization another name. */
export const renameOrganization = (handleCommand: HandleCommand, clock: Clock): RenameOrganization => {
  const put = organizationCommand(handleCommand, clock, 'RenameOrganization');
  return (request, name) => put(request, { name });
};
