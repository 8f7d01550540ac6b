import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { DecidingEvents } from '../identity/decidingEvents.js';
import type { Clock } from '../ports/clock.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';

export type DeleteOrganization = (
  request: MemberRequest,
  sessionId: string,
  name: string,
) => Promise<Handled<OrganizationRejection | 'PROOF_REQUIRED'>>;

/** How long signing in proves who somebody is, in milliseconds; as for being erased. */
const PROVEN_FOR_MS = 10 * 60 * 1_000;

/** Ends an organization, for an owner who has just signed in. Its subscription is cancelled by a reaction. */
export const deleteOrganization = (
  handleCommand: HandleCommand,
  { sessionStarted }: Pick<DecidingEvents, 'sessionStarted'>,
  clock: Clock,
): DeleteOrganization => {
  const put = organizationCommand(handleCommand, clock, 'DeleteOrganization');
  return async (request, sessionId, name) => {
    const started = await sessionStarted(sessionId);
    const isProven = started !== null && clock.now().getTime() - Date.parse(started.at) <= PROVEN_FOR_MS;
    return isProven ? put(request, { name }) : { accepted: false, rejection: 'PROOF_REQUIRED' };
  };
};
