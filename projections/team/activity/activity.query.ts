import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const part = z.union([
  z.string(),
  z.object({ person: z.string() }),
  z.object({ invitation: z.string() }),
  z.object({ role: z.string() }),
  z.object({ apiKey: z.string() }),
]);

const entry = z.object({
  entryId: z.string(),
  position: z.bigint(),
  occurredAt: z.string(),
  action: z.string(),
  actorKind: z.string(),
  actorId: z.string(),
  impersonatedBy: z.string().nullable(),
  reason: z.string().nullable(),
  told: z.object({
    says: z.enum(['whoDidIt', 'whatHappened']),
    parts: z.array(part),
    changes: z.array(z.object({ what: z.string(), before: part.nullable(), after: part.nullable() })),
  }),
});
export type ActivityEntry = z.infer<typeof entry>;

export type ActivityFilter = Readonly<{
  /** Who did it, or whom it is about. */
  member?: string | undefined;
  /** Who did it. */
  actor?: string | undefined;
  /** An event type. */
  action?: string | undefined;
  /** Instants: from, inclusive; to, exclusive. */
  from?: string | undefined;
  to?: string | undefined;
}>;

const columns = sql.fragment`
  entry_id AS "entryId", position, occurred_at AS "occurredAt", action, actor_kind AS "actorKind", actor_id AS "actorId",
  impersonated_by AS "impersonatedBy", reason, told`;

/** What happened in an organization, newest first, before a place in the log (exclusive). */
export function activityOf(
  db: CommonQueryMethods,
  organizationId: string,
  { member, actor, action, from, to }: ActivityFilter,
  { limit, before }: Readonly<{ limit: number; before?: bigint | undefined }>,
): Promise<readonly ActivityEntry[]> {
  const conditions = [
    sql.fragment`organization_id = ${organizationId}`,
    ...(before === undefined ? [] : [sql.fragment`position < ${before}`]),
    ...(member === undefined ? [] : [sql.fragment`people @> ${sql.array([member], 'text')}`]),
    ...(actor === undefined ? [] : [sql.fragment`actor_id = ${actor}`]),
    ...(action === undefined ? [] : [sql.fragment`action = ${action}`]),
    ...(from === undefined ? [] : [sql.fragment`occurred_at >= ${from}::timestamptz`]),
    ...(to === undefined ? [] : [sql.fragment`occurred_at < ${to}::timestamptz`]),
  ];
  return db.any(sql.type(entry)`
    SELECT ${columns} FROM team.activity WHERE ${sql.join(conditions, sql.fragment` AND `)}
    ORDER BY position DESC LIMIT ${limit}`);
}
