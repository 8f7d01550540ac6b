import { accessAfter } from '../../domain/team/access/accessAfter.js';
import type { Evidence } from '../../domain/team/access/evidence.js';
import {
  type Membership,
  nameOfRole,
  nobodyHasAccess,
  permissionsOfRole,
} from '../../domain/team/access/organizationAccess.js';
import type { Permission } from '../../domain/team/permissions.js';
import type { Moment } from '../streamFolds.js';
import type { AccessHistoryOf, KnownPerson } from './accessHistory.js';

/** What one member could do, through which grant. */
export type MemberAccess = KnownPerson &
  Readonly<{
    userId: string;
    role: string;
    roleName: string;
    status: 'active' | 'suspended';
    /** What they could do; nothing while suspended. */
    permissions: readonly Permission[];
    joined: Evidence;
    /** The event that gave the role, `by` whom. */
    given: Evidence;
    /** The event that made a custom role what it was; null for a built-in one. */
    roleDecidedBy: Evidence | null;
    suspended: Evidence | null;
  }>;

export type AccessAt = Readonly<{
  /** The last event that was taken into account; null where there was none yet. */
  upTo: Omit<Evidence, 'by'> | null;
  members: readonly MemberAccess[];
  /** Names of whoever is named as having done something, as far as they are known. */
  people: ReadonlyMap<string, KnownPerson>;
}>;

export type AccessAsOf = (organizationId: string, moment?: Moment) => Promise<AccessAt>;

const unknown: KnownPerson = { name: '', email: '' };

/** Who could do what in an organization at a moment, and why; now where none is given. */
export const accessAsOf =
  (historyOf: AccessHistoryOf): AccessAsOf =>
  async (organizationId, moment) => {
    const { facts, people } = await historyOf(organizationId, moment);
    const { members, roles } = accessAfter(nobodyHasAccess, facts);
    const shown = ([userId, { role, joined, given, suspended }]: [string, Membership]): MemberAccess => ({
      ...(people.get(userId) ?? unknown),
      ...{ userId, role, roleName: nameOfRole(roles, role), status: suspended ? 'suspended' : 'active' },
      permissions: suspended ? [] : [...permissionsOfRole(roles, role)],
      ...{ joined, given, suspended, roleDecidedBy: roles.get(role)?.decidedBy ?? null },
    });
    return { upTo: facts.at(-1)?.evidence ?? null, members: [...members].map(shown), people };
  };
