// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';

type OfInvitation = Readonly<{ organizationId: string; invitationId: string }>;

/** Under whose key an invitation's address is stored: its own, since the invited may be nobody's user yet. */
export const invitationSubject = (invitationId: string): string => `invitation:${invitationId}`;

/** `email` and `message` are personal, stored encrypted under `invitationSubject`. */
export type MemberInvited = Event<
  'MemberInvited',
  OfInvitation & {
    /** As written by the inviter; compared by its canonical form. */
    email: string;
    message?: string;
    role: string;
    /** The token's number: 1, then one more for each time it is sent again. */
    generation: number;
    /** SHA-256 of the token, hexadecimal. */
    tokenHash: string;
    expiresAt: string;
    by: string;
  }
>;
/** A new token and a new expiry; the former token is dead. */
export type InvitationResent = Event<
  'InvitationResent',
  OfInvitation & { generation: number; tokenHash: string; expiresAt: string; by: string }
>;
export type InvitationRevoked = Event<
  'InvitationRevoked',
  OfInvitation & { by: string; because: 'revoked' | 'inviterLostRight' | 'roleDeleted' | 'joinedOtherwise' }
>;
/** MemberJoined stands beside it. */
export type InvitationAccepted = Event<'InvitationAccepted', OfInvitation & { userId: string }>;
/** Who was invited has been erased: address and message are gone, and an open invitation is closed. */
export type InvitationErased = Event<'InvitationErased', OfInvitation>;
export type InvitationEvent =
  | MemberInvited
  | InvitationResent
  | InvitationRevoked
  | InvitationAccepted
  | InvitationErased;
