import type { Command } from '../../command.js';
import type { ByMember, Person } from './organization.commands.js';
import type { SeatLimit } from './seats.js';

/** One of the tokens of an invitation; the token itself is nobody's to keep. */
type Token = Readonly<{ generation: number; tokenHash: string; expiresAt: string }>;

/** `email` as the inviter wrote it. */
export type InviteMember = Command<
  'InviteMember',
  ByMember &
    Token & { invitationId: string; email: string; role: string; message?: string | undefined; seats: SeatLimit }
>;
/** A new token by a new mail; also brings an expired invitation back. */
export type ResendInvitation = Command<
  'ResendInvitation',
  ByMember & Token & { invitationId: string; seats: SeatLimit }
>;
export type RevokeInvitation = Command<'RevokeInvitation', ByMember & { invitationId: string }>;
/** By who holds the token; the role is the invitation's. */
export type AcceptInvitation = Command<
  'AcceptInvitation',
  {
    organizationId: string;
    invitationId: string;
    generation: number;
    tokenHash: string;
    person: Person;
    seats: SeatLimit;
  }
>;
export type InvitationCommand = InviteMember | ResendInvitation | RevokeInvitation | AcceptInvitation;
