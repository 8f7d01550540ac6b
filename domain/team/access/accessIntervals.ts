import type { Permission } from '../permissions.js';
import { type AccessFact, accessAfter } from './accessAfter.js';
import type { Evidence } from './evidence.js';
import {
  type Membership,
  nameOfRole,
  nobodyHasAccess,
  type OrganizationAccess,
  permissionsOfRole,
} from './organizationAccess.js';

/** What somebody could do for a time during which nothing about it changed. */
export type AccessInterval = Readonly<{
  userId: string;
  role: string;
  roleName: string;
  permissions: readonly Permission[];
  suspended: boolean;
  grantedBy: string;
  /** The event that gave the role. */
  given: Evidence;
  /** The event that began the interval: what made it so. */
  began: Omit<Evidence, 'by'>;
  /** The event that ended it; null where nothing has up to the end of what was looked at. */
  ended: Omit<Evidence, 'by'> | null;
}>;

/**
 * Who could do what, and for how long each, between two instants (ISO 8601, UTC; `from` included, `to` not): what an
 * access review is about. The facts are the organization's from its beginning.
 */
export function accessIntervals(facts: readonly AccessFact[], from: string, to: string): readonly AccessInterval[] {
  const open = new Map<string, AccessInterval>();
  const closed: AccessInterval[] = [];
  let access = nobodyHasAccess;
  for (const fact of facts) {
    if (fact.evidence.at >= to) break;
    const before = access;
    access = accessAfter(before, [fact]);
    for (const userId of new Set([...before.members.keys(), ...access.members.keys()])) {
      const is = access.members.get(userId);
      const renamed = fact.event.type === 'RoleChanged' && is?.role === fact.event.data.roleId;
      if (is === before.members.get(userId) && !renamed) continue;
      const ending = open.get(userId);
      open.delete(userId);
      if (ending && fact.evidence.at > from) closed.push({ ...ending, ended: fact.evidence });
      if (is) open.set(userId, intervalOf(access, userId, is, fact.evidence));
    }
  }
  return [...closed, ...open.values()];
}

function intervalOf(
  { roles }: OrganizationAccess,
  userId: string,
  { role, grantedBy, given, suspended }: Membership,
  began: Omit<Evidence, 'by'>,
): AccessInterval {
  const permissions = suspended ? [] : [...permissionsOfRole(roles, role)];
  const roleName = nameOfRole(roles, role);
  return { userId, role, roleName, permissions, suspended: suspended !== null, grantedBy, given, began, ended: null };
}
