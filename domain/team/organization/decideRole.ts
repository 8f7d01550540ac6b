import { accept, type Decision, reject } from '../../decider.js';
import { isBuiltIn, permissions } from '../permissions.js';
import type { OrganizationRejection } from './organization.commands.js';
import type { OrganizationEvent } from './organization.events.js';
import type { CustomRole, Organization } from './organizationState.js';
import { coversRole, holds, holdsAll } from './rights.js';
import type { DeleteRole, RoleCommand } from './role.commands.js';

type Decided = Decision<OrganizationEvent, OrganizationRejection>;

/** More roles than this nobody can tell apart. */
const MOST_ROLES = 50;

/** Custom roles: named sets of permissions. Nobody puts into a role, or takes from one, what they do not hold. */
export function decideRole(command: RoleCommand, state: Organization): Decided {
  const { roleId, by } = command.data;
  if (!holds(state, by, 'team:roles')) return reject('NOT_PERMITTED');
  if (isBuiltIn(roleId)) return reject('ROLE_BUILT_IN');
  if (command.type === 'DefineRole') return define(command, state);
  const before = state.roles[roleId];
  if (!before) return reject('CUSTOM_ROLE_UNKNOWN');
  if (state.members[by]?.role === roleId) return reject('OWN_ROLE');
  if (!holdsAll(state, by, before.permissions)) return reject('ROLE_EXCEEDS_OWN');
  return command.type === 'ChangeRole' ? change(command, state, before) : remove(command, state, before);
}

function define({ data }: Extract<RoleCommand, { type: 'DefineRole' }>, state: Organization): Decided {
  const { organizationId, roleId, by } = data;
  const terms = termsOf(data);
  if (state.roles[roleId]) return reject('ROLE_EXISTS');
  if (Object.keys(state.roles).length >= MOST_ROLES) return reject('ROLES_TOO_MANY');
  if (isTaken(state, roleId, terms.name)) return reject('ROLE_NAME_TAKEN');
  if (!holdsAll(state, by, terms.permissions)) return reject('ROLE_EXCEEDS_OWN');
  return accept({ type: 'RoleDefined', data: { organizationId, roleId, ...terms, by } });
}

function change(
  { data }: Extract<RoleCommand, { type: 'ChangeRole' }>,
  state: Organization,
  before: CustomRole,
): Decided {
  const { organizationId, roleId, by } = data;
  const after = termsOf(data);
  if (isTaken(state, roleId, after.name)) return reject('ROLE_NAME_TAKEN');
  if (!holdsAll(state, by, after.permissions)) return reject('ROLE_EXCEEDS_OWN');
  if (isSame(before, after)) return accept();
  return accept({ type: 'RoleChanged', data: { organizationId, roleId, before, after, by } });
}

function remove({ data }: DeleteRole, state: Organization, { name }: CustomRole): Decided {
  const { organizationId, roleId, replacement, by } = data;
  const holders = Object.entries(state.members).filter(([, { role }]) => role === roleId);
  const joining = Object.entries(state.domains).filter(
    ([, { role, policyBy }]) => role === roleId && policyBy !== null,
  );
  const deleted = { type: 'RoleDeleted', data: { organizationId, roleId, name, by } } as const;
  if (holders.length + joining.length === 0) return accept<OrganizationEvent>(deleted);
  if (replacement === null) return reject('ROLE_IN_USE');
  if (replacement === roleId) return reject('ROLE_UNKNOWN');
  const known = isBuiltIn(replacement) || state.roles[replacement];
  if (!known) return reject('ROLE_UNKNOWN');
  if (!coversRole(state, by, replacement)) return reject('ROLE_EXCEEDS_OWN');
  return accept<OrganizationEvent>(
    ...holders.map(([userId]): OrganizationEvent => {
      const changed = { organizationId, userId, from: roleId, to: replacement, by };
      return { type: 'MemberRoleChanged', data: changed };
    }),
    ...joining.map(([domain, { policy }]): OrganizationEvent => {
      const joins = { organizationId, domain, policy, role: replacement, by };
      return { type: 'DomainPolicyChanged', data: joins };
    }),
    deleted,
  );
}

/** In the order of the catalogue, each once: two ways to write the same role are the same role. */
const termsOf = ({ name, description, permissions: wanted }: CustomRole): CustomRole => ({
  name,
  description,
  permissions: permissions.filter((permission) => wanted.includes(permission)),
});

const isSame = (one: CustomRole, other: CustomRole): boolean =>
  one.name === other.name &&
  one.description === other.description &&
  one.permissions.join() === termsOf(other).permissions.join();

/** Names are how people tell roles apart: no two alike but for case, and none of a built-in role. */
function isTaken({ roles }: Organization, roleId: string, name: string): boolean {
  const wanted = name.toLowerCase();
  const others = Object.entries(roles).filter(([id]) => id !== roleId);
  return isBuiltIn(wanted) || others.some(([, role]) => role.name.toLowerCase() === wanted);
}
