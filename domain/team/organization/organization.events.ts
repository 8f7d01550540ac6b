// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';
import type { ApiKeyEvent } from './apiKey.events.js';
import type { DomainEvent } from './domain.events.js';
import type { InvitationEvent } from './invitation.events.js';
import type { MemberEvent } from './member.events.js';
import type { RoleEvent } from './role.events.js';

export type OrganizationCreated = Event<'OrganizationCreated', { organizationId: string; name: string }>;
export type OrganizationRenamed = Event<
  'OrganizationRenamed',
  { organizationId: string; from: string; to: string; by: string }
>;

/** Nobody belongs to it any more, and nothing can be done in it. */
export type OrganizationDeleted = Event<'OrganizationDeleted', { organizationId: string; by: string }>;

/** Everything in an organization's stream. `by` is the user id, or the API key's id, of who did it. */
export type OrganizationEvent =
  | OrganizationCreated
  | OrganizationRenamed
  | OrganizationDeleted
  | MemberEvent
  | InvitationEvent
  | RoleEvent
  | DomainEvent
  | ApiKeyEvent;
