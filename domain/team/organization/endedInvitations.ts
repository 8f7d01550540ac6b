import type { InvitationRevoked } from './invitation.events.js';
import type { Invitation, Organization } from './organizationState.js';
import { coversRole, holds, permissionsOfRole } from './rights.js';
import { isOpen } from './seats.js';

/**
 * The open invitations that an organization can no longer stand by: their role is gone, who sent them may not (any more),
 * or the invited is a member already. They end in the same decision as what ended them. `now` in milliseconds since 1970.
 */
export function endedInvitations(state: Organization, by: string, now: number): InvitationRevoked[] {
  const { organizationId } = state;
  if (organizationId === null) return [];
  const members = new Set(Object.values(state.members).map(({ email }) => email));
  return Object.entries(state.invitations).flatMap(([invitationId, invitation]) => {
    const because = isOpen(invitation, now) ? whyEnded(state, members, invitation) : undefined;
    return because ? [{ type: 'InvitationRevoked', data: { organizationId, invitationId, by, because } } as const] : [];
  });
}

function whyEnded(
  state: Organization,
  members: ReadonlySet<string | null>,
  { email, role, by }: Invitation,
): InvitationRevoked['data']['because'] | undefined {
  if (!permissionsOfRole(state, role)) return 'roleDeleted';
  if (!holds(state, by, 'team:invite') || !coversRole(state, by, role)) return 'inviterLostRight';
  return members.has(email) ? 'joinedOtherwise' : undefined;
}
