import { builtInRoles, type Permission, permissionsOf } from '../permissions.js';
import type { Evidence } from './evidence.js';

/** A named set of permissions of one organization. */
export type CustomRole = Readonly<{
  name: string;
  permissions: ReadonlySet<Permission>;
  /** The event that made it what it is. */
  decidedBy: Evidence;
}>;

/** How somebody came to what they may do. */
export type Membership = Readonly<{
  /** A built-in role's name or a custom role's id. */
  role: string;
  joined: Evidence;
  /** User id of who granted the present role. */
  grantedBy: string;
  /** The event that gave the present role. */
  given: Evidence;
  /** Permissions once held in this membership and not held now, each with the event that took it away. */
  lost: ReadonlyMap<Permission, Evidence>;
  suspended: Evidence | null;
}>;

/** A key of an organization, and what is good for it. */
export type KeyAccess = Readonly<{
  name: string;
  permissions: ReadonlySet<Permission>;
  /** Milliseconds since 1970; null for never. */
  expiresAt: number | null;
  secrets: readonly KeySecret[];
  /** The event that made it. */
  given: Evidence;
  /** The event that gave it its present secret; null where that is its first. */
  rotated: Evidence | null;
}>;
/** `goodUntil` in milliseconds since 1970; null where nothing ends it. */
export type KeySecret = Readonly<{ secretId: string; hash: string; goodUntil: number | null }>;

/** Who may do what in one organization, and which events made it so. */
export type OrganizationAccess = Readonly<{
  members: ReadonlyMap<string, Membership>;
  /** Who was a member once, with the event that ended it. */
  removed: ReadonlyMap<string, Evidence>;
  roles: ReadonlyMap<string, CustomRole>;
  /** API keys in force, by id. */
  apiKeys: ReadonlyMap<string, KeyAccess>;
}>;

export const nobodyHasAccess: OrganizationAccess = {
  members: new Map(),
  removed: new Map(),
  roles: new Map(),
  apiKeys: new Map(),
};

const builtIn = new Map<string, CustomRole['permissions']>(
  builtInRoles.map((role) => [role, new Set(permissionsOf[role])]),
);
const nothing: ReadonlySet<Permission> = new Set();

/** What a role allows; nothing where there is no such role. */
export const permissionsOfRole = (
  roles: ReadonlyMap<string, Readonly<{ permissions: ReadonlySet<Permission> }>>,
  role: string,
): ReadonlySet<Permission> => builtIn.get(role) ?? roles.get(role)?.permissions ?? nothing;

/** What people call a role. */
export const nameOfRole = (roles: ReadonlyMap<string, Readonly<{ name: string }>>, role: string): string =>
  roles.get(role)?.name ?? role;
