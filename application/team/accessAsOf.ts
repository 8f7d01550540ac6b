import { accessAfter } from '../../domain/team/access/accessAfter.js';
import type { Evidence } from '../../domain/team/access/evidence.js';
import {
  type KeyAccess,
  type Membership,
  nameOfRole,
  nobodyHasAccess,
  permissionsOfRole,
} from '../../domain/team/access/organizationAccess.js';
import type { Permission } from '../../domain/team/permissions.js';
import type { Clock } from '../ports/clock.js';
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

/** What an API key could do, as it was made. */
type ApiKeyAccess = Readonly<{
  apiKeyId: string;
  name: string;
  status: 'active' | 'expired';
  /** What it could do; nothing once expired. */
  permissions: readonly Permission[];
  /** ISO 8601, UTC; null for never. */
  expiresAt: string | null;
  /** The event that made it. */
  given: Evidence;
  /** The event that gave it its secret; null where that is its first. */
  rotated: Evidence | null;
}>;

export type AccessAt = Readonly<{
  /** The last event that was taken into account; null where there was none yet. */
  upTo: Omit<Evidence, 'by'> | null;
  members: readonly MemberAccess[];
  /** Those that were not revoked. */
  apiKeys: readonly ApiKeyAccess[];
  /** Names of whoever is named as having done something, as far as they are known. */
  people: ReadonlyMap<string, KnownPerson>;
}>;

export type AccessAsOf = (organizationId: string, moment?: Moment) => Promise<AccessAt>;

const unknown: KnownPerson = { name: '', email: '' };

/**
 * Who and which API key could do what in an organization at a moment, and why; now where none is given. At a position of
 * the log the time is that of the organization's last event up to it.
 */
export const accessAsOf =
  (historyOf: AccessHistoryOf, clock: Clock): AccessAsOf =>
  async (organizationId, moment) => {
    const { facts, people } = await historyOf(organizationId, moment);
    const { members, roles, apiKeys } = accessAfter(nobodyHasAccess, facts);
    const shown = ([userId, { role, joined, given, suspended }]: [string, Membership]): MemberAccess => ({
      ...(people.get(userId) ?? unknown),
      ...{ userId, role, roleName: nameOfRole(roles, role), status: suspended ? 'suspended' : 'active' },
      permissions: suspended ? [] : [...permissionsOfRole(roles, role)],
      ...{ joined, given, suspended, roleDecidedBy: roles.get(role)?.decidedBy ?? null },
    });
    const upTo = facts.at(-1)?.evidence ?? null;
    const at = moment === undefined ? clock.now() : 'instant' in moment ? moment.instant : new Date(upTo?.at ?? 0);
    const shownKey = ([apiKeyId, key]: [string, KeyAccess]) => keyAccessAt(apiKeyId, key, at);
    return { upTo, members: [...members].map(shown), apiKeys: [...apiKeys].map(shownKey), people };
  };

function keyAccessAt(apiKeyId: string, key: KeyAccess, at: Date): ApiKeyAccess {
  const { name, given, rotated } = key;
  const expired = key.expiresAt !== null && key.expiresAt <= at.getTime();
  return {
    ...{ apiKeyId, name, status: expired ? 'expired' : 'active' },
    permissions: expired ? [] : [...key.permissions],
    expiresAt: key.expiresAt === null ? null : new Date(key.expiresAt).toISOString(),
    ...{ given, rotated },
  };
}
