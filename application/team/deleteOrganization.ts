import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { JustSignedIn } from '../identity/justSignedIn.js';
import type { Clock } from '../ports/clock.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';

export type DeleteOrganization = (
  request: MemberRequest,
  sessionId: string,
  name: string,
) => Promise<Handled<OrganizationRejection | 'PROOF_REQUIRED'>>;

/** Ends an organization, for an owner who has just signed in. Its subscription is cancelled by a reaction. */
export const deleteOrganization = (
  handleCommand: HandleCommand,
  justSignedIn: JustSignedIn,
  clock: Clock,
): DeleteOrganization => {
  const put = organizationCommand(handleCommand, clock, 'DeleteOrganization');
  return async (request, sessionId, name) =>
    (await justSignedIn(sessionId)) ? put(request, { name }) : { accepted: false, rejection: 'PROOF_REQUIRED' };
};
