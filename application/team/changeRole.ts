import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import type { CustomRole } from '../../domain/team/organization/organizationState.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';

export type ChangeRole = (
  request: MemberRequest,
  roleId: string,
  terms: CustomRole,
) => Promise<Handled<OrganizationRejection>>;

/** Gives a custom role other terms, which hold for who has it at once. */
export const changeRole = (handleCommand: HandleCommand, clock: Clock): ChangeRole => {
  const put = organizationCommand(handleCommand, clock, 'ChangeRole');
  return (request, roleId, terms) => put(request, { roleId, ...terms });
};
