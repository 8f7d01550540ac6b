import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import type { DomainPolicy } from '../../domain/team/organization/organizationState.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';

export type ChangeDomainPolicy = (
  request: MemberRequest,
  domain: string,
  policy: DomainPolicy,
  role: string,
) => Promise<Handled<OrganizationRejection>>;

/** Says what people with a verified address of the domain may do. */
export const changeDomainPolicy = (handleCommand: HandleCommand, clock: Clock): ChangeDomainPolicy => {
  const put = organizationCommand(handleCommand, clock, 'ChangeDomainPolicy');
  return (request, domain, policy, role) => put(request, { domain, policy, role });
};
