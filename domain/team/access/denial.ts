import type { Permission } from '../permissions.js';
import type { Evidence } from './evidence.js';
import { type OrganizationAccess, permissionsOfRole } from './organizationAccess.js';

/**
 * The rules that deny, in the order they are asked:
 * - `member`: only who belongs to the organization may do anything in it
 * - `notSuspended`: whose membership is suspended may do nothing meanwhile
 * - `roleHasPermission`: the role must hold the permission
 */
export type AccessRule = 'member' | 'notSuspended' | 'roleHasPermission';

/**
 * Why somebody may not. `decidedBy` is the event without whose effect the rule would let them: what removed or suspended
 * them, or took the permission from them; where they never had it, the event that gave the role they have; null where
 * nothing was ever recorded of them.
 */
export type Denial = Readonly<{ rule: AccessRule; decidedBy: Evidence | null }>;

/** Why a person may not act in an organization at all; undefined where they may. */
export function membershipDenial(access: OrganizationAccess, userId: string): Denial | undefined {
  const member = access.members.get(userId);
  if (!member) return { rule: 'member', decidedBy: access.removed.get(userId) ?? null };
  return member.suspended ? { rule: 'notSuspended', decidedBy: member.suspended } : undefined;
}

/** Which event decided that a role lacks a permission, by what is known of how it was given and what was lost since. */
export const permissionDenial = (
  { given, lost }: Readonly<{ given: Evidence; lost: ReadonlyMap<Permission, Evidence> }>,
  permission: Permission,
): Denial => ({ rule: 'roleHasPermission', decidedBy: lost.get(permission) ?? given });

/** Why a person may not do what a permission covers; undefined where they may. */
export function denialOf(access: OrganizationAccess, userId: string, permission: Permission): Denial | undefined {
  const denial = membershipDenial(access, userId);
  const member = access.members.get(userId);
  if (denial || !member) return denial;
  if (permissionsOfRole(access.roles, member.role).has(permission)) return undefined;
  return permissionDenial(member, permission);
}
