// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';
import type { Permission } from '../permissions.js';

type OfRole = Readonly<{ organizationId: string; roleId: string }>;
type RoleTerms = Readonly<{ name: string; description: string; permissions: readonly Permission[] }>;

export type RoleDefined = Event<'RoleDefined', OfRole & RoleTerms & { by: string }>;
export type RoleChanged = Event<'RoleChanged', OfRole & { before: RoleTerms; after: RoleTerms; by: string }>;
export type RoleDeleted = Event<'RoleDeleted', OfRole & { name: string; by: string }>;
export type RoleEvent = RoleDefined | RoleChanged | RoleDeleted;
