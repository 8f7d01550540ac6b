// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';

type OfMember = Readonly<{ organizationId: string; userId: string }>;

/** `name` and `email` are stored encrypted under the user's key. `role` is a built-in role's name or a custom role's id. */
export type MemberJoined = Event<
  'MemberJoined',
  OfMember & {
    name: string;
    email: string;
    role: string;
    via: 'creation' | 'invitation' | 'domain' | 'joinRequest';
    /** The invitation accepted, where there was one. */
    invitationId: string | null;
    /** Who granted the role: the inviter, who approved, or the person itself at creation. */
    grantedBy: string;
  }
>;
/** The member goes by another name; `name` is stored encrypted under the user's key. */
export type MemberRenamed = Event<'MemberRenamed', OfMember & { name: string }>;
export type MemberRoleChanged = Event<'MemberRoleChanged', OfMember & { from: string; to: string; by: string }>;
export type MemberSuspended = Event<'MemberSuspended', OfMember & { by: string }>;
export type MemberReactivated = Event<'MemberReactivated', OfMember & { by: string }>;
/** `by` is the member itself where it left. */
export type MemberRemoved = Event<'MemberRemoved', OfMember & { by: string }>;
/** The owner's role goes to another member; MemberRoleChanged of both stands beside it. */
export type OwnershipTransferred = Event<
  'OwnershipTransferred',
  { organizationId: string; from: string; to: string; by: string }
>;
export type MemberEvent =
  | MemberJoined
  | MemberRenamed
  | MemberRoleChanged
  | MemberSuspended
  | MemberReactivated
  | MemberRemoved
  | OwnershipTransferred;
