import { z } from 'zod';
import { permissions } from '../../../domain/team/permissions.js';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const apiKey = z.object({
  apiKeyId: z.string(),
  name: z.string(),
  permissions: z.array(z.enum(permissions)),
  expiresAt: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  lastFour: z.string(),
  rotatedAt: z.string().nullable(),
  rotatedBy: z.string().nullable(),
  formerGoodUntil: z.string().nullable(),
});
export type ApiKeyOfOrganization = z.infer<typeof apiKey>;

/** Twice as many as an organization can have. */
const MOST = 100;

const keys = sql.fragment`
  SELECT api_key_id AS "apiKeyId", name, permissions, expires_at AS "expiresAt", created_at AS "createdAt",
    created_by AS "createdBy", last_four AS "lastFour", rotated_at AS "rotatedAt", rotated_by AS "rotatedBy",
    former_good_until AS "formerGoodUntil"
  FROM team.api_keys`;

/** The organization's API keys, in the order in which they were made. */
export const apiKeysOf = (db: CommonQueryMethods, organizationId: string): Promise<readonly ApiKeyOfOrganization[]> =>
  db.any(sql.type(apiKey)`
    ${keys} WHERE organization_id = ${organizationId} ORDER BY created_at, api_key_id LIMIT ${MOST}`);

/** One of the organization's API keys; null where it has none of this id. */
export const apiKeyById = (
  db: CommonQueryMethods,
  organizationId: string,
  apiKeyId: string,
): Promise<ApiKeyOfOrganization | null> =>
  db.maybeOne(sql.type(apiKey)`
    ${keys} WHERE organization_id = ${organizationId} AND api_key_id = ${apiKeyId}`);
