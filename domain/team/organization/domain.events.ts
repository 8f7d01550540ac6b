// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';

type OfDomain = Readonly<{ organizationId: string; domain: string }>;

/** An e-mail domain the organization says is its own; `challenge` is the text of the DNS TXT record that proves it. */
export type DomainAdded = Event<'DomainAdded', OfDomain & { challenge: string; by: string }>;
export type DomainVerified = Event<'DomainVerified', OfDomain>;
/** What people with a verified address of the domain may do: nothing, ask to join, or join at once as `role`. */
export type DomainPolicyChanged = Event<
  'DomainPolicyChanged',
  OfDomain & { policy: 'closed' | 'request' | 'join'; role: string; by: string }
>;
export type DomainRemoved = Event<'DomainRemoved', OfDomain & { by: string }>;
/** `name` and `email` are stored encrypted under the user's key. */
export type JoinRequested = Event<
  'JoinRequested',
  OfDomain & { requestId: string; userId: string; name: string; email: string }
>;
export type JoinRequestDeclined = Event<
  'JoinRequestDeclined',
  { organizationId: string; requestId: string; userId: string; by: string }
>;
export type DomainEvent =
  | DomainAdded
  | DomainVerified
  | DomainPolicyChanged
  | DomainRemoved
  | JoinRequested
  | JoinRequestDeclined;
