import { z } from 'zod';

export const instant = z.iso.datetime();
/** A built-in role's name or a custom role's id. */
export const roleName = z
  .string()
  .min(1)
  .max(64)
  .meta({ description: "A built-in role's name or a custom role's id.", example: 'member' });
export const revision = z.string().meta({ description: 'Of the organization; as ETag for If-Match.', example: '12' });

export const memberParams = z.object({ userId: z.uuid() });

export const memberAnswer = z
  .object({
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.string(),
    roleName: z.string().meta({ description: 'As people call it.' }),
    status: z.enum(['active', 'suspended']),
    via: z.enum(['creation', 'invitation', 'domain', 'joinRequest']),
    grantedBy: z.string().meta({ description: 'Who gave the present role.' }),
    grantedAt: instant,
    joinedAt: instant,
  })
  .meta({ id: 'Member' });

export const memberFilter = z.object({
  status: z.enum(['active', 'suspended']).optional(),
  role: roleName.optional(),
  search: z.string().min(1).max(100).optional().meta({ description: 'Part of a name or e-mail address.' }),
});
export const memberPlace = z.object({ joinedAt: z.string(), userId: z.string() });
export const memberList = z.object({ data: z.array(memberAnswer), nextCursor: z.string().nullable() });

export const roleBody = z.strictObject({ role: roleName });
export const successorBody = z.strictObject({ userId: z.uuid() });
export const memberChanged = z.object({ userId: z.string(), revision });
