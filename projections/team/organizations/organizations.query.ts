import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const organization = z.object({
  organizationId: z.string(),
  name: z.string(),
  createdAt: z.string(),
  revision: z.bigint(),
});
export type OrganizationItself = z.infer<typeof organization>;

/** An organization; undefined when there is none. */
export async function organizationById(
  db: CommonQueryMethods,
  organizationId: string,
): Promise<OrganizationItself | undefined> {
  const found = await db.maybeOne(sql.type(organization)`
    SELECT organization_id AS "organizationId", name, created_at AS "createdAt", revision
    FROM team.organizations WHERE organization_id = ${organizationId}`);
  return found ?? undefined;
}
