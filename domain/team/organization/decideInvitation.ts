import { accept, type Decision, reject } from '../../decider.js';
import { canonicalEmail } from '../../emailAddress.js';
import type { AcceptInvitation, InvitationCommand } from './invitation.commands.js';
import { waitForInvitation } from './invitationTime.js';
import type { OrganizationRejection } from './organization.commands.js';
import type { OrganizationEvent } from './organization.events.js';
import type { Invitation, Organization } from './organizationState.js';
import { coversRole, holds, permissionsOfRole } from './rights.js';
import { hasFreeSeat, isOpen, type SeatLimit, seatedMembers } from './seats.js';

type Decided = Decision<OrganizationEvent, OrganizationRejection>;

/** Invitations: sent, sent again, revoked, accepted once. `now` in milliseconds since 1970. */
export function decideInvitation(command: InvitationCommand, state: Organization, now: number): Decided {
  switch (command.type) {
    case 'InviteMember': {
      const { organizationId, invitationId, email, message, role, generation, tokenHash, expiresAt, by, seats } =
        command.data;
      const refusal = whyNotSend(state, { email: canonicalEmail(email) ?? null, role, by, seats }, now);
      if (refusal) return reject(refusal);
      const told = message === undefined ? {} : { message };
      return accept({
        type: 'MemberInvited',
        data: { organizationId, invitationId, email, ...told, role, generation, tokenHash, expiresAt, by },
      });
    }
    case 'ResendInvitation': {
      const { organizationId, invitationId, generation, tokenHash, expiresAt, by, seats } = command.data;
      if (!holds(state, by, 'team:invite')) return reject('NOT_PERMITTED');
      const known = state.invitations[invitationId];
      if (!known) return reject('INVITATION_UNKNOWN');
      if (known.status !== 'open') return reject('INVITATION_GONE');
      // Someone else has just sent it again: a good link is on its way.
      if (generation <= known.generation) return accept();
      const { [invitationId]: _, ...invitations } = state.invitations;
      const refusal = whyNotSend({ ...state, invitations }, { ...known, by, seats }, now);
      if (refusal) return reject(refusal);
      return accept({
        type: 'InvitationResent',
        data: { organizationId, invitationId, generation, tokenHash, expiresAt, by },
      });
    }
    case 'RevokeInvitation': {
      const { organizationId, invitationId, by } = command.data;
      if (!holds(state, by, 'team:invite')) return reject('NOT_PERMITTED');
      const known = state.invitations[invitationId];
      if (!known) return reject('INVITATION_UNKNOWN');
      if (known.status === 'revoked') return accept();
      if (known.status === 'accepted') return reject('INVITATION_GONE');
      return accept({ type: 'InvitationRevoked', data: { organizationId, invitationId, by, because: 'revoked' } });
    }
    case 'AcceptInvitation':
      return acceptance(command.data, state, now);
  }
}

type Wanted = Readonly<{ email: string | null; role: string; by: string; seats: SeatLimit }>;

function whyNotSend(
  state: Organization,
  { email, role, by, seats }: Wanted,
  now: number,
): OrganizationRejection | undefined {
  if (!holds(state, by, 'team:invite')) return 'NOT_PERMITTED';
  if (!permissionsOfRole(state, role)) return 'ROLE_UNKNOWN';
  if (!coversRole(state, by, role)) return 'ROLE_EXCEEDS_OWN';
  // Its address has been erased: there is nobody left to invite.
  if (email === null) return 'INVITATION_GONE';
  if (Object.values(state.members).some((member) => member.email === email)) return 'ALREADY_MEMBER';
  const alike = (each: Invitation) => each.email === email && isOpen(each, now);
  if (Object.values(state.invitations).some(alike)) return 'ALREADY_INVITED';
  if (!hasFreeSeat(state, seats, now)) return 'SEATS_EXHAUSTED';
  if (waitForInvitation(state.invitationsSentAt, now) > 0) return 'INVITATIONS_TOO_MANY';
  return undefined;
}

/** Whether an invitation can be accepted with this token, whoever holds it. `now` in milliseconds since 1970. */
export function isAcceptable(
  state: Organization,
  { invitationId, generation, tokenHash }: Pick<AcceptInvitation['data'], 'invitationId' | 'generation' | 'tokenHash'>,
  now: number,
): boolean {
  const known = state.invitations[invitationId];
  if (!known || !isOpen(known, now)) return false;
  if (known.generation !== generation || known.tokenHash !== tokenHash) return false;
  return holds(state, known.by, 'team:invite') && coversRole(state, known.by, known.role);
}

function acceptance(data: AcceptInvitation['data'], state: Organization, now: number): Decided {
  const { organizationId, invitationId, person, seats } = data;
  const known = state.invitations[invitationId];
  if (!known) return reject('INVITATION_UNKNOWN');
  if (!isAcceptable(state, data, now)) return reject('INVITATION_GONE');
  if (known.email !== person.email) return reject('EMAIL_MISMATCH');
  if (!person.emailVerified) return reject('EMAIL_UNVERIFIED');
  const { userId, name, email } = person;
  if (state.members[userId]) return reject('ALREADY_MEMBER');
  // Its own seat is reserved; the plan may have shrunk since.
  if (seats.limit !== null && seatedMembers(state) >= seats.limit) return reject('SEATS_EXHAUSTED');
  const { role, by } = known;
  return accept<OrganizationEvent>(
    { type: 'InvitationAccepted', data: { organizationId, invitationId, userId } },
    {
      type: 'MemberJoined',
      data: { organizationId, userId, name, email, role, via: 'invitation', invitationId, grantedBy: by },
    },
  );
}
