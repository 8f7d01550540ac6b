import { canonicalEmail } from '../../emailAddress.js';
import type { InvitationEvent } from './invitation.events.js';
import { sentAtOf, withinTheHour } from './invitationTime.js';
import type { Invitation, Organization } from './organizationState.js';

/** The invitations of an organization after an event. */
export function evolveInvitations(state: Organization, { type, data }: InvitationEvent): Organization {
  switch (type) {
    case 'MemberInvited': {
      const { invitationId, email, role, generation, tokenHash, expiresAt, by } = data;
      const address = canonicalEmail(email) ?? null;
      const invitation: Invitation = { email: address, role, status: 'open', generation, tokenHash, expiresAt, by };
      return sent(state, invitationId, invitation);
    }
    case 'InvitationResent': {
      const { generation, tokenHash, expiresAt, by } = data;
      const known = state.invitations[data.invitationId];
      return known ? sent(state, data.invitationId, { ...known, generation, tokenHash, expiresAt, by }) : state;
    }
    case 'InvitationRevoked':
      return closed(state, data.invitationId, 'revoked');
    case 'InvitationAccepted':
      return closed(state, data.invitationId, 'accepted');
    case 'InvitationErased': {
      const known = state.invitations[data.invitationId];
      if (!known) return state;
      const status = known.status === 'open' ? 'revoked' : known.status;
      const erased: Invitation = { ...known, status, email: null, erased: true };
      return { ...state, invitations: { ...state.invitations, [data.invitationId]: erased } };
    }
  }
}

function sent(state: Organization, invitationId: string, invitation: Invitation): Organization {
  const at = sentAtOf(invitation.expiresAt);
  return {
    ...state,
    invitations: { ...state.invitations, [invitationId]: invitation },
    invitationsSentAt: [...withinTheHour(state.invitationsSentAt, at), at],
  };
}

function closed(state: Organization, invitationId: string, status: 'revoked' | 'accepted'): Organization {
  const known = state.invitations[invitationId];
  return known ? { ...state, invitations: { ...state.invitations, [invitationId]: { ...known, status } } } : state;
}
