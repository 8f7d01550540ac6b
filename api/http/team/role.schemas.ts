import { z } from 'zod';
import { permissions } from '../../../domain/team/permissions.js';
import { givenName, line } from './line.schemas.js';
import { revision, roleName } from './member.schemas.js';

const permission = z.enum(permissions);

export const roleParams = z.object({ roleId: roleName });
export const replacementQuery = z.object({
  replacement: roleName.optional().meta({ description: 'What who has the role becomes.' }),
});

export const roleTerms = z.strictObject({
  name: givenName.meta({ example: 'Support agent' }),
  description: line.max(200).default(''),
  permissions: z.array(permission).max(permissions.length),
});

export const roleChanged = z.object({ roleId: z.string(), revision });
export const roleList = z.object({
  data: z.array(
    z
      .object({
        roleId: z.string().meta({ description: "A built-in role's name or a custom role's id." }),
        name: z.string(),
        description: z.string(),
        permissions: z.array(permission),
        builtIn: z.boolean(),
        members: z.int().meta({ description: 'How many members have it.' }),
      })
      .meta({ id: 'Role' }),
  ),
});
export const permissionList = z.object({
  data: z.array(z.object({ permission, description: z.string(), builtInRoles: z.array(z.string()) })),
});
