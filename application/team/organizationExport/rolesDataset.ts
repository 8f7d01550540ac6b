import type { Organization } from '../../../domain/team/organization/organizationState.js';
import { builtInRoles, permissionsOf } from '../../../domain/team/permissions.js';
import type { Dataset } from '../../ports/exportedData.js';

const columns = [
  ...['roleId', 'name', 'description'].map((name) => ({ name, type: 'text' })),
  ...[
    { name: 'permissions', type: 'text[]' },
    { name: 'builtIn', type: 'boolean' },
  ],
];

/** The roles of an organization, the built-in ones first. @param position up to where the organization was folded */
export const rolesDataset = ({ roles }: Organization, position: bigint): Dataset => ({
  file: 'roles',
  describes: 'Roles and what they permit',
  columns,
  position,
  async *rows() {
    yield builtInRoles.map((name) => ({
      ...{ roleId: name, name, description: '', permissions: permissionsOf[name], builtIn: true },
    }));
    yield Object.entries(roles).map(([roleId, role]) => ({ roleId, ...role, builtIn: false }));
  },
});
