import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const member = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.string(),
  status: z.enum(['active', 'suspended']),
  via: z.enum(['creation', 'invitation', 'domain', 'joinRequest']),
  grantedBy: z.string(),
  grantedAt: z.string(),
  joinedAt: z.string(),
});
export type MemberOfOrganization = z.infer<typeof member>;

const columns = sql.fragment`
  user_id AS "userId", name, email, role, status, via, granted_by AS "grantedBy", granted_at AS "grantedAt",
  joined_at AS "joinedAt"`;

/** The place of a member in its organization's list, the first who joined first. */
export type MemberPlace = Readonly<{ joinedAt: string; userId: string }>;
export type MemberList = Readonly<{
  limit: number;
  after?: MemberPlace | undefined;
  status?: string | undefined;
  role?: string | undefined;
  /** Part of a name or address, in whatever case. */
  search?: string | undefined;
}>;

/** The organization's members in the order they joined. */
export function listMembers(
  db: CommonQueryMethods,
  organizationId: string,
  { limit, after, status, role, search }: MemberList,
): Promise<readonly MemberOfOrganization[]> {
  const conditions = [
    sql.fragment`organization_id = ${organizationId}`,
    ...(status === undefined ? [] : [sql.fragment`status = ${status}`]),
    ...(role === undefined ? [] : [sql.fragment`role = ${role}`]),
    ...(search === undefined ? [] : [sql.fragment`strpos(lower(name || ' ' || email), lower(${search})) > 0`]),
    ...(after ? [sql.fragment`(joined_at, user_id) > (${after.joinedAt}::timestamptz, ${after.userId})`] : []),
  ];
  return db.any(sql.type(member)`
    SELECT ${columns} FROM team.members
    WHERE ${sql.join(conditions, sql.fragment` AND `)}
    ORDER BY joined_at, user_id LIMIT ${limit}`);
}

/** One member of the organization; undefined for everybody else. */
export async function memberById(
  db: CommonQueryMethods,
  organizationId: string,
  userId: string,
): Promise<MemberOfOrganization | undefined> {
  const found = await db.maybeOne(sql.type(member)`
    SELECT ${columns} FROM team.members WHERE organization_id = ${organizationId} AND user_id = ${userId}`);
  return found ?? undefined;
}

/** The organizations a person is a member of, suspended or not, the first joined first. */
export const organizationIdsOf = async (db: CommonQueryMethods, userId: string): Promise<readonly string[]> =>
  (
    await db.any(sql.type(z.object({ organizationId: z.string() }))`
      SELECT organization_id AS "organizationId" FROM team.members
      WHERE user_id = ${userId} ORDER BY joined_at, organization_id LIMIT 200`)
  ).map(({ organizationId }) => organizationId);

const membership = z.object({ organizationId: z.string() });

/** Every organization the person belongs to. @param db across organizations */
export async function organizationsOfPerson(db: CommonQueryMethods, userId: string): Promise<readonly string[]> {
  const rows = await db.any(sql.type(membership)`
    SELECT organization_id AS "organizationId" FROM team.members WHERE user_id = ${userId} ORDER BY organization_id`);
  return rows.map(({ organizationId }) => organizationId);
}
