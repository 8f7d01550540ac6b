import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import type { CustomRole } from '../../domain/team/organization/organizationState.js';
import { derivedId } from '../derivedIds.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';

export type DefineRole = (
  request: MemberRequest,
  terms: CustomRole,
) => Promise<Handled<OrganizationRejection> & Readonly<{ roleId: string }>>;

/** Makes a custom role; its id is the same for a repetition of the request. */
export const defineRole = (handleCommand: HandleCommand, clock: Clock): DefineRole => {
  const put = organizationCommand(handleCommand, clock, 'DefineRole');
  return async (request, terms) => {
    const roleId = derivedId(request.context.commandId, 'role');
    return { ...(await put(request, { roleId, ...terms })), roleId };
  };
};
