import { accept, type Decision, reject } from '../../decider.js';
import { domainOfEmail } from '../../emailAddress.js';
import type { ApproveJoinRequest, DomainCommand, JoinByDomain } from './domain.commands.js';
import type { OrganizationRejection } from './organization.commands.js';
import type { OrganizationEvent } from './organization.events.js';
import type { Organization } from './organizationState.js';
import { coversRole, holds, permissionsOfRole } from './rights.js';
import { hasFreeSeat } from './seats.js';

type Decided = Decision<OrganizationEvent, OrganizationRejection>;
type JoiningCommand = Extract<DomainCommand, { type: 'JoinByDomain' | 'ApproveJoinRequest' | 'DeclineJoinRequest' }>;

/** People who join, or ask to, because their address is of one of the organization's domains. */
export function decideJoining(command: JoiningCommand, state: Organization, now: number): Decided {
  switch (command.type) {
    case 'JoinByDomain':
      return join(command.data, state, now);
    case 'ApproveJoinRequest':
      return approve(command.data, state, now);
    case 'DeclineJoinRequest': {
      const { organizationId, requestId, by } = command.data;
      if (!holds(state, by, 'team:invite')) return reject('NOT_PERMITTED');
      const request = state.joinRequests[requestId];
      if (!request) return reject('JOIN_REQUEST_UNKNOWN');
      return accept({ type: 'JoinRequestDeclined', data: { organizationId, requestId, userId: request.userId, by } });
    }
  }
}

function join(
  { organizationId, requestId, person, seats }: JoinByDomain['data'],
  state: Organization,
  now: number,
): Decided {
  const { userId, name, email } = person;
  const domain = domainOfEmail(email);
  const own = state.domains[domain];
  if (!own?.verified || own.policy === 'closed' || own.policyBy === null) return reject('JOINING_CLOSED');
  if (!person.emailVerified) return reject('EMAIL_UNVERIFIED');
  if (state.members[userId]) return reject('ALREADY_MEMBER');
  if (own.policy === 'request') {
    const hasAsked = Object.values(state.joinRequests).some((request) => request.userId === userId);
    if (hasAsked) return accept();
    return accept({ type: 'JoinRequested', data: { organizationId, domain, requestId, userId, name, email } });
  }
  // The role may have been deleted since the policy was set.
  if (!permissionsOfRole(state, own.role)) return reject('JOINING_CLOSED');
  if (!hasFreeSeat(withoutInvitationsTo(state, email), seats, now)) return reject('SEATS_EXHAUSTED');
  const data = { organizationId, userId, name, email, role: own.role, invitationId: null, grantedBy: own.policyBy };
  return accept({ type: 'MemberJoined', data: { ...data, via: 'domain' } });
}

function approve(
  { organizationId, requestId, role, by, seats }: ApproveJoinRequest['data'],
  state: Organization,
  now: number,
): Decided {
  if (!holds(state, by, 'team:invite')) return reject('NOT_PERMITTED');
  const request = state.joinRequests[requestId];
  if (!request) return reject('JOIN_REQUEST_UNKNOWN');
  if (!permissionsOfRole(state, role)) return reject('ROLE_UNKNOWN');
  if (!coversRole(state, by, role)) return reject('ROLE_EXCEEDS_OWN');
  const { userId, name, email } = request;
  if (!hasFreeSeat(withoutInvitationsTo(state, email), seats, now)) return reject('SEATS_EXHAUSTED');
  const data = { organizationId, userId, name, email, role, invitationId: null, grantedBy: by };
  return accept({ type: 'MemberJoined', data: { ...data, via: 'joinRequest' } });
}

/** Who joins otherwise takes the seat that an invitation to the same address holds: it ends with the joining. */
const withoutInvitationsTo = (state: Organization, email: string): Organization => ({
  ...state,
  invitations: Object.fromEntries(Object.entries(state.invitations).filter(([, each]) => each.email !== email)),
});
