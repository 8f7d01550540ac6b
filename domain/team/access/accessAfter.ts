import type { OrganizationEvent } from '../organization/organization.events.js';
import type { Permission } from '../permissions.js';
import type { Evidence } from './evidence.js';
import { keysAfter } from './keysAfter.js';
import {
  type CustomRole,
  type KeyAccess,
  type Membership,
  type OrganizationAccess,
  permissionsOfRole,
} from './organizationAccess.js';

/** An event of an organization and what can be pointed at of it. */
export type AccessFact = Readonly<{ event: OrganizationEvent; evidence: Omit<Evidence, 'by'> }>;

type Draft = Readonly<{
  members: Map<string, Membership>;
  removed: Map<string, Evidence>;
  roles: Map<string, CustomRole>;
  apiKeys: Map<string, KeyAccess>;
}>;

/** Of whoever has lost nothing: one for all, as an empty map takes a third of a kilobyte. */
const nothing: Membership['lost'] = new Map();

/** Written in one piece, as there is one for each member: a copy by spreading has a shape of its own in V8. */
const decision = ({ eventId, type, position, at }: AccessFact['evidence'], by: Evidence['by']): Evidence => ({
  eventId,
  type,
  position,
  at,
  by,
});

/**
 * Who may do what after some more events. They are taken together, since each call copies what was there:
 * an organization of thousands is folded in one pass.
 */
export function accessAfter(before: OrganizationAccess, facts: readonly AccessFact[]): OrganizationAccess {
  const draft: Draft = {
    members: new Map(before.members),
    removed: new Map(before.removed),
    roles: new Map(before.roles),
    apiKeys: new Map(before.apiKeys),
  };
  for (const fact of facts) take(draft, fact);
  return draft;
}

function take(draft: Draft, { event, evidence }: AccessFact): void {
  const { members, removed, roles } = draft;
  switch (event.type) {
    case 'MemberJoined': {
      const { userId, role, grantedBy } = event.data;
      const joined = decision(evidence, grantedBy);
      members.set(userId, { role, joined, grantedBy, given: joined, lost: nothing, suspended: null });
      removed.delete(userId);
      return;
    }
    case 'MemberRoleChanged': {
      const { userId, to, by } = event.data;
      const member = members.get(userId);
      const given = decision(evidence, by);
      if (member) {
        const changed = { ...member, role: to, grantedBy: by, given };
        const held = permissionsOfRole(roles, member.role);
        members.set(userId, { ...changed, lost: lostAfter(member.lost, held, permissionsOfRole(roles, to), given) });
      }
      return;
    }
    case 'MemberSuspended':
    case 'MemberReactivated': {
      const { userId, by } = event.data;
      const member = members.get(userId);
      const suspended = event.type === 'MemberSuspended' ? decision(evidence, by) : null;
      if (member) members.set(userId, { ...member, suspended });
      return;
    }
    case 'MemberRemoved':
      if (members.delete(event.data.userId)) removed.set(event.data.userId, decision(evidence, event.data.by));
      return;
    case 'RoleDefined': {
      const { roleId, name, permissions, by } = event.data;
      redefine(draft, roleId, { name, permissions: new Set(permissions), decidedBy: decision(evidence, by) });
      return;
    }
    case 'RoleChanged': {
      const { roleId, after, by } = event.data;
      const { name, permissions } = after;
      redefine(draft, roleId, { name, permissions: new Set(permissions), decidedBy: decision(evidence, by) });
      return;
    }
    case 'RoleDeleted':
      redefine(draft, event.data.roleId, undefined, decision(evidence, event.data.by));
      return;
    case 'ApiKeyCreated':
    case 'ApiKeyRotated':
    case 'ApiKeyRevoked':
      keysAfter(draft.apiKeys, event, evidence);
  }
}

/** Gives a custom role its new terms, or takes it away, and tells each of its members what they lost by that. */
function redefine(draft: Draft, roleId: string, role: CustomRole | undefined, because = role?.decidedBy): void {
  const { members, roles } = draft;
  const held = permissionsOfRole(roles, roleId);
  if (role) roles.set(roleId, role);
  else roles.delete(roleId);
  const holds = permissionsOfRole(roles, roleId);
  if (!because) return;
  for (const [userId, member] of members) {
    if (member.role === roleId) members.set(userId, { ...member, lost: lostAfter(member.lost, held, holds, because) });
  }
}

function lostAfter(
  lost: ReadonlyMap<Permission, Evidence>,
  held: ReadonlySet<Permission>,
  holds: ReadonlySet<Permission>,
  because: Evidence,
): ReadonlyMap<Permission, Evidence> {
  const after = new Map<Permission, Evidence>();
  for (const [permission, evidence] of lost) if (!holds.has(permission)) after.set(permission, evidence);
  for (const permission of held) if (!holds.has(permission)) after.set(permission, because);
  return after;
}
