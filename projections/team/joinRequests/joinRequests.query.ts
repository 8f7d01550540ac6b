import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const joinRequest = z.object({
  requestId: z.string(),
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  domain: z.string(),
  askedAt: z.string(),
});
export type JoinRequestOfOrganization = z.infer<typeof joinRequest>;

/** The place of a request in its organization's list, the longest waiting first. */
export type JoinRequestPlace = Readonly<{ askedAt: string; requestId: string }>;
export type JoinRequestList = Readonly<{ limit: number; after?: JoinRequestPlace | undefined }>;

/** Who waits to be let into the organization, the longest waiting first. */
export function listJoinRequests(
  db: CommonQueryMethods,
  organizationId: string,
  { limit, after }: JoinRequestList,
): Promise<readonly JoinRequestOfOrganization[]> {
  const further = after
    ? sql.fragment`(asked_at, request_id) > (${after.askedAt}::timestamptz, ${after.requestId})`
    : sql.fragment`TRUE`;
  return db.any(sql.type(joinRequest)`
    SELECT request_id AS "requestId", user_id AS "userId", name, email, domain, asked_at AS "askedAt"
    FROM team.join_requests WHERE organization_id = ${organizationId} AND ${further}
    ORDER BY asked_at, request_id LIMIT ${limit}`);
}

const asked = z.object({ organizationId: z.string() });

/** Every organization that the person waits to be let into. @param db across organizations */
export async function organizationsAskedBy(db: CommonQueryMethods, userId: string): Promise<readonly string[]> {
  const rows = await db.any(sql.type(asked)`
    SELECT organization_id AS "organizationId" FROM team.join_requests WHERE user_id = ${userId}`);
  return rows.map(({ organizationId }) => organizationId);
}
