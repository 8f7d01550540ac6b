import { z } from 'zod';
import { permissions } from '../../../domain/team/permissions.js';
import { asOfParameter } from '../billing/entitlement.schemas.js';

const instant = z.iso.datetime();
const by = z.object({ id: z.string(), name: z.string() });
const evidence = z.object({
  eventId: z.string(),
  type: z.string(),
  position: z.string(),
  at: instant,
  by: by.nullable(),
});

export const accessQuery = z.object({ asOf: asOfParameter.optional() });
const memberEntry = z
  .object({
    kind: z.literal('member'),
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    status: z.enum(['active', 'suspended']),
    role: z.string(),
    roleName: z.string(),
    permissions: z.array(z.enum(permissions)),
    joined: evidence,
    grant: evidence.meta({ description: 'What gave the role, and who did.' }),
    roleDecidedBy: evidence.nullable().meta({ description: 'What made a custom role what it was.' }),
    suspendedBy: evidence.nullable(),
  })
  .meta({ id: 'MemberAccessEntry' });

const keyEntry = z
  .object({
    kind: z.literal('apiKey'),
    apiKeyId: z.string(),
    name: z.string(),
    status: z.enum(['active', 'expired']),
    permissions: z.array(z.enum(permissions)).meta({ description: 'What it could do; nothing once expired.' }),
    expiresAt: instant.nullable(),
    grant: evidence.meta({ description: 'What made the key, and who did.' }),
    rotatedBy: evidence.nullable().meta({ description: 'What gave it its secret, where that was not the first.' }),
  })
  .meta({ id: 'ApiKeyAccessEntry' });

export const accessAnswer = z
  .object({
    upTo: evidence.omit({ by: true }).nullable().meta({ description: 'The last event that was taken into account.' }),
    data: z.array(z.discriminatedUnion('kind', [memberEntry, keyEntry]).meta({ id: 'AccessEntry' })),
  })
  .meta({ id: 'AccessAsOf' });

export const reviewQuery = z.object({
  quarter: z
    .string()
    .regex(/^20\d\d-Q[1-4]$/, 'must be a quarter such as 2026-Q3')
    .meta({ example: '2026-Q3' }),
  format: z.enum(['csv', 'jsonl']).default('csv'),
});
