import { canonicalEmail } from '../../emailAddress.js';
import { evolveApiKeys } from './evolveApiKeys.js';
import { evolveDomains } from './evolveDomains.js';
import { evolveInvitations } from './evolveInvitations.js';
import type { MemberJoined } from './member.events.js';
import type { OrganizationEvent } from './organization.events.js';
import type { Member, Organization } from './organizationState.js';

/** An organization after an event. */
export function evolveOrganization(state: Organization, event: OrganizationEvent): Organization {
  switch (event.type) {
    case 'OrganizationCreated':
      return { ...state, organizationId: event.data.organizationId, name: event.data.name };
    case 'OrganizationRenamed':
      return { ...state, name: event.data.to };
    case 'MemberJoined':
      return joined(state, event.data);
    case 'MemberRenamed':
      return changed(state, event.data.userId, { name: event.data.name });
    case 'MemberRoleChanged':
      return changed(state, event.data.userId, { role: event.data.to });
    case 'MemberSuspended':
      return changed(state, event.data.userId, { suspended: true });
    case 'MemberReactivated':
      return changed(state, event.data.userId, { suspended: false });
    case 'MemberRemoved': {
      const { [event.data.userId]: _, ...members } = state.members;
      return { ...state, members };
    }
    // MemberRemoved of everybody stands beside it.
    case 'OrganizationDeleted':
      return { ...state, deleted: true };
    // MemberRoleChanged of both stands beside it.
    case 'OwnershipTransferred':
      return state;
    case 'MemberInvited':
    case 'InvitationResent':
    case 'InvitationRevoked':
    case 'InvitationAccepted':
    case 'InvitationErased':
      return evolveInvitations(state, event);
    case 'RoleDefined': {
      const { roleId, name, description, permissions } = event.data;
      return { ...state, roles: { ...state.roles, [roleId]: { name, description, permissions } } };
    }
    case 'RoleChanged':
      return { ...state, roles: { ...state.roles, [event.data.roleId]: event.data.after } };
    case 'RoleDeleted': {
      const { [event.data.roleId]: _, ...roles } = state.roles;
      return { ...state, roles };
    }
    case 'DomainAdded':
    case 'DomainVerified':
    case 'DomainPolicyChanged':
    case 'DomainRemoved':
    case 'JoinRequested':
    case 'JoinRequestDeclined':
      return evolveDomains(state, event);
    case 'ApiKeyCreated':
    case 'ApiKeyRotated':
    case 'ApiKeyRevoked':
      return evolveApiKeys(state, event);
  }
}

function joined(state: Organization, { userId, name, email, role }: MemberJoined['data']): Organization {
  const member: Member = { role, suspended: false, name, email: canonicalEmail(email) ?? null };
  const joinRequests = Object.fromEntries(
    Object.entries(state.joinRequests).filter(([, request]) => request.userId !== userId),
  );
  return { ...state, members: { ...state.members, [userId]: member }, joinRequests };
}

function changed(state: Organization, userId: string, change: Partial<Member>): Organization {
  const member = state.members[userId];
  return member ? { ...state, members: { ...state.members, [userId]: { ...member, ...change } } } : state;
}
