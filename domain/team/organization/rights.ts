import { isBuiltIn, type Permission, permissionsOf } from '../permissions.js';
import type { Member, Organization } from './organizationState.js';

/** What a role lets its members do; undefined for a role the organization does not have. */
export function permissionsOfRole(
  { roles }: Pick<Organization, 'roles'>,
  role: string,
): readonly Permission[] | undefined {
  return isBuiltIn(role) ? permissionsOf[role] : roles[role]?.permissions;
}

/** A role as people call it; its id where the organization does not have it (any more). */
export const nameOfRole = ({ roles }: Pick<Organization, 'roles'>, role: string): string => roles[role]?.name ?? role;

/** The member, unless suspended or not one. */
export function activeMember({ members }: Organization, userId: string): Member | undefined {
  const member = members[userId];
  return member?.suspended === false ? member : undefined;
}

/** What someone may do in the organization now; nothing while suspended or no member. */
export function permissionsHeld(organization: Organization, userId: string): readonly Permission[] {
  const member = activeMember(organization, userId);
  return (member && permissionsOfRole(organization, member.role)) ?? [];
}

export const holds = (organization: Organization, userId: string, permission: Permission): boolean =>
  permissionsHeld(organization, userId).includes(permission);

/** Whether someone holds everything these permissions allow: nobody grants, changes or takes away what they lack. */
export function holdsAll(organization: Organization, userId: string, permissions: readonly Permission[]): boolean {
  const held = permissionsHeld(organization, userId);
  return permissions.every((permission) => held.includes(permission));
}

/** Whether someone may give a role, or act on those who have it. Only an owner makes or touches owners. */
export function coversRole(organization: Organization, userId: string, role: string): boolean {
  const permissions = permissionsOfRole(organization, role);
  if (!permissions || !holdsAll(organization, userId, permissions)) return false;
  return role !== 'owner' || activeMember(organization, userId)?.role === 'owner';
}

/** Whether nobody but this member is an owner who can act. */
export function isLastOwner({ members }: Organization, userId: string): boolean {
  const owners = Object.entries(members).filter(([, { role, suspended }]) => role === 'owner' && !suspended);
  return owners.length === 1 && owners[0]?.[0] === userId;
}
