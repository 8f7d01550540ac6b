import type { ChangeRole } from '../../../application/team/changeRole.js';
import type { DefineRole } from '../../../application/team/defineRole.js';
import type { DeleteRole } from '../../../application/team/deleteRole.js';
import type { OrganizationNow } from '../../../application/team/organizationNow.js';
import type { Organization } from '../../../domain/team/organization/organizationState.js';
import { permissionDescriptions } from '../../../domain/team/permissionDescriptions.js';
import { builtInRoles, permissions, permissionsOf } from '../../../domain/team/permissions.js';
import { type Route, route } from '../route.js';
import { memberRequest } from './memberRequest.js';
import type { TeamRefusal } from './organizationRefusal.js';
import { permissionList, replacementQuery, roleChanged, roleList, roleParams, roleTerms } from './role.schemas.js';

type Uses = Readonly<{
  organizationNow: OrganizationNow;
  defineRole: DefineRole;
  changeRole: ChangeRole;
  deleteRole: DeleteRole;
  teamRefusal: TeamRefusal;
}>;

const always = ['not_found', 'permission_missing', 'REVISION_MISMATCH', 'STREAM_BUSY', 'ROLE_EXCEEDS_OWN'] as const;
const defineRefusals = [...always, 'ROLE_NAME_TAKEN', 'ROLES_TOO_MANY', 'ROLE_EXISTS'] as const;
const changeRefusals = [...always, 'ROLE_NAME_TAKEN', 'ROLE_BUILT_IN', 'OWN_ROLE'] as const;
const deleteRefusals = [...always, 'ROLE_IN_USE', 'ROLE_UNKNOWN', 'ROLE_BUILT_IN', 'OWN_ROLE'] as const;
const tag = 'Team';
const needs = { permission: 'team:roles' } as const;

const builtInTexts = {
  owner: 'Everything, and the only role that makes owners',
  admin: 'Everything but the export of the whole organization',
  member: 'Works with the product',
  viewer: 'Looks, and changes nothing',
  billing: 'Billing pages only',
} as const;

function rolesOf({ roles, members }: Organization) {
  const counts = new Map<string, number>();
  for (const { role } of Object.values(members)) counts.set(role, (counts.get(role) ?? 0) + 1);
  return [
    ...builtInRoles.map((name) => ({
      ...{ roleId: name, name, description: builtInTexts[name], permissions: [...permissionsOf[name]] },
      ...{ builtIn: true, members: counts.get(name) ?? 0 },
    })),
    ...Object.entries(roles).map(([roleId, { name, description, permissions: allowed }]) => ({
      ...{ roleId, name, description, permissions: [...allowed], builtIn: false, members: counts.get(roleId) ?? 0 },
    })),
  ];
}

const catalogue = permissions.map((permission) => ({
  permission,
  description: permissionDescriptions[permission],
  builtInRoles: builtInRoles.filter((role) => permissionsOf[role].includes(permission)),
}));

/** Roles: the built-in ones, and an organization's own. */
export const roleRoutes = (uses: Uses): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/team/permissions',
    operationId: 'listPermissions',
    summary: 'Every permission there is, what it allows and which built-in roles have it',
    tag,
    permission: 'organization:read',
    kind: 'query',
    answers: { 200: permissionList },
    handle: async () => ({ status: 200, body: { data: catalogue } }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/team/roles',
    operationId: 'listRoles',
    summary: 'Roles that members can have',
    tag,
    permission: 'team:read',
    kind: 'query',
    answers: { 200: roleList },
    handle: async ({ caller: { organizationId } }) => ({
      status: 200,
      body: { data: rolesOf(await uses.organizationNow(organizationId)) },
    }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/team/roles',
    operationId: 'defineRole',
    summary: 'Make a role of your own',
    description: 'A named set of permissions. Nobody puts into a role what they do not hold.',
    tag,
    permission: 'team:roles',
    kind: 'command',
    body: roleTerms,
    answers: { 201: roleChanged },
    refusals: defineRefusals,
    handle: async (request) => {
      const asked = memberRequest(request);
      const done = await uses.defineRole(asked, request.body);
      if (!done.accepted)
        return uses.teamRefusal(defineRefusals, done.rejection, { ...asked, ...needs, ...request.body });
      const { roleId, revision, position } = done;
      return { status: 201, revision, position, body: { roleId, revision: String(revision) } };
    },
  }),
  route({
    method: 'PUT',
    path: '/api/v1/team/roles/:roleId',
    operationId: 'changeRole',
    summary: 'Change a role of your own',
    description: 'Takes effect on the next request of everybody who has the role.',
    tag,
    permission: 'team:roles',
    kind: 'command',
    params: roleParams,
    body: roleTerms,
    answers: { 200: roleChanged },
    refusals: changeRefusals,
    handle: async (request) => {
      const asked = memberRequest(request);
      const { roleId } = request.params;
      const done = await uses.changeRole(asked, roleId, request.body);
      if (!done.accepted)
        return uses.teamRefusal(changeRefusals, done.rejection, { ...asked, ...needs, ...request.body, roleId });
      const { revision, position } = done;
      return { status: 200, revision, position, body: { roleId, revision: String(revision) } };
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/team/roles/:roleId',
    operationId: 'deleteRole',
    summary: 'Delete a role of your own',
    description: 'One that members have needs a replacement for them. Open invitations with it are revoked.',
    tag,
    permission: 'team:roles',
    kind: 'command',
    params: roleParams,
    query: replacementQuery,
    answers: { 200: roleChanged },
    refusals: deleteRefusals,
    handle: async (request) => {
      const asked = memberRequest(request);
      const { roleId } = request.params;
      const done = await uses.deleteRole(asked, roleId, request.query.replacement ?? null);
      if (!done.accepted)
        return uses.teamRefusal(deleteRefusals, done.rejection, { ...asked, ...needs, ...request.query, roleId });
      const { revision, position } = done;
      return { status: 200, revision, position, body: { roleId, revision: String(revision) } };
    },
  }),
];
