import { z } from 'zod';
import { apiKeyPermissions } from '../../../domain/team/apiKeyPermissions.js';
import { permissions } from '../../../domain/team/permissions.js';
import { givenName } from './line.schemas.js';
import { instant, revision } from './member.schemas.js';

const permission = z.enum(apiKeyPermissions);
const secret = z.string().meta({
  description: 'The key itself, shown this once: we keep only its hash. Send it as "Authorization: Bearer <key>".',
});

export const apiKeyParams = z.object({ apiKeyId: z.uuid() });

export const apiKeyTerms = z.strictObject({
  name: givenName.meta({ example: 'CI' }),
  permissions: z
    .array(permission)
    .min(1)
    .max(apiKeyPermissions.length)
    .meta({ description: 'What it may do; none that you lack.' }),
  expiresAt: z.iso
    .datetime()
    .nullable()
    .default(null)
    .meta({ description: 'When it stops working; null for never.', example: '2030-01-01T00:00:00.000Z' }),
});

export const rotation = z.strictObject({
  graceHours: z.int().min(0).max(24).meta({ description: 'How long the former secret stays good; 0: not at all.' }),
});

export const apiKeyMade = z.object({ apiKeyId: z.string(), secret, revision });
export const apiKeyRevoked = z.object({ apiKeyId: z.string(), revision });

const doneBy = z
  .object({
    userId: z.string(),
    name: z.string(),
    member: z.boolean().meta({ description: 'Whether they belong to the organization now.' }),
  })
  .meta({ id: 'ApiKeyMaker' });

export const apiKeyAnswer = z
  .object({
    apiKeyId: z.string(),
    name: z.string(),
    permissions: z.array(z.enum(permissions)),
    shown: z.string().meta({ description: 'How it begins and ends.', example: 'ok_live_…x7Qk' }),
    status: z.enum(['active', 'expired']),
    expiresAt: instant.nullable(),
    createdAt: instant,
    createdBy: doneBy,
    rotatedAt: instant.nullable(),
    rotatedBy: doneBy.nullable(),
    formerGoodUntil: instant.nullable().meta({ description: 'Until when the secret before the present one is good.' }),
    lastUsedAt: instant.nullable().meta({ description: 'To the minute, known everywhere within seconds.' }),
  })
  .meta({ id: 'ApiKey' });
export const apiKeyList = z.object({ data: z.array(apiKeyAnswer), nextCursor: z.null() });
