import { accept, type Decision } from '../../decider.js';
import type { ForgetPerson } from './member.commands.js';
import type { OrganizationRejection } from './organization.commands.js';
import type { OrganizationEvent } from './organization.events.js';
import type { Organization } from './organizationState.js';

/**
 * A person who has been erased leaves the organization, and what invitations to it held of it is forgotten. What it owned it has
 * left before; should it have been made an owner since, and all others have left, the organization is without one rather than
 * the person kept against the law.
 */
export function decideForgetting(
  { data: { organizationId, by, invitationIds } }: ForgetPerson,
  state: Organization,
): Decision<OrganizationEvent, OrganizationRejection> {
  const userId = by;
  const requests = Object.entries(state.joinRequests).filter(([, request]) => request.userId === userId);
  const invitations = invitationIds.filter((id) => state.invitations[id] && !state.invitations[id]?.erased);
  return accept<OrganizationEvent>(
    ...(state.members[userId] ? [{ type: 'MemberRemoved', data: { organizationId, userId, by } } as const] : []),
    ...requests.map(
      ([requestId]) => ({ type: 'JoinRequestDeclined', data: { organizationId, requestId, userId, by } }) as const,
    ),
    ...invitations.map(
      (invitationId) => ({ type: 'InvitationErased', data: { organizationId, invitationId } }) as const,
    ),
  );
}
