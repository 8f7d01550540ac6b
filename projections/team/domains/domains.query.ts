import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const domain = z.object({
  domain: z.string(),
  challenge: z.string(),
  verifiedAt: z.string().nullable(),
  policy: z.enum(['closed', 'request', 'join']),
  role: z.string(),
  addedAt: z.string(),
});
export type DomainOfOrganization = z.infer<typeof domain>;

/** Twice as many as an organization can have. */
const MOST = 40;

/** The organization's e-mail domains by name. */
export const domainsOf = (db: CommonQueryMethods, organizationId: string): Promise<readonly DomainOfOrganization[]> =>
  db.any(sql.type(domain)`
    SELECT domain, challenge, verified_at AS "verifiedAt", policy, role, added_at AS "addedAt"
    FROM team.domains WHERE organization_id = ${organizationId} ORDER BY domain LIMIT ${MOST}`);
