import { z } from 'zod';
import { reachedBy } from '../../runtime/reachedPosition.js';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const item = z.object({
  notificationId: z.string(),
  organizationId: z.string(),
  position: z.bigint(),
  type: z.string(),
  title: z.string(),
  body: z.string(),
  link: z.string(),
  urgency: z.string(),
  occurredAt: z.string(),
});
export type FeedItem = z.infer<typeof item>;

const columns = sql.fragment`
  notification_id AS "notificationId", organization_id AS "organizationId", position, type, title, body, link, urgency,
  occurred_at AS "occurredAt"`;

/** An organization's notifications, newest first, before a place in the log (exclusive). */
export function newestNotifications(
  db: CommonQueryMethods,
  organizationId: string,
  { limit, before }: Readonly<{ limit: number; before?: bigint | undefined }>,
): Promise<readonly FeedItem[]> {
  const earlier = before === undefined ? sql.fragment`TRUE` : sql.fragment`position < ${before}`;
  return db.any(sql.type(item)`
    SELECT ${columns} FROM notifications.feed
    WHERE organization_id = ${organizationId} AND ${earlier} ORDER BY position DESC LIMIT ${limit}`);
}

const after = (organizationIds: readonly string[], position: bigint, limit: number) => sql.fragment`
  SELECT ${columns} FROM notifications.feed
  WHERE organization_id = ANY(${sql.array([...organizationIds], 'text')}) AND position > ${position}
  ORDER BY position FETCH FIRST ${limit} ROWS WITH TIES`;

/**
 * What an organization was told after a place in the log, in the order it was caused. Never ends inside a position: what
 * shares the last one comes along, beyond the limit if need be.
 */
export const notificationsAfter = (
  db: CommonQueryMethods,
  organizationId: string,
  position: bigint,
  limit: number,
): Promise<readonly FeedItem[]> => db.any(sql.type(item)`${after([organizationId], position, limit)}`);

const reached = z.object({ reached: z.bigint() });
const itemOrNone = z.union([reached.extend(item.shape), reached.extend({ notificationId: z.null() })]);

/**
 * The same for any of several organizations, and how far this read model had come at that moment; -1 before its first
 * event. One statement sees one moment.
 */
export async function notificationsOfMany(
  db: CommonQueryMethods,
  organizationIds: readonly string[],
  position: bigint,
  limit: number,
): Promise<Readonly<{ reached: bigint; items: readonly FeedItem[] }>> {
  const rows = await db.any(sql.type(itemOrNone)`
    SELECT live.reached, item.* FROM (${reachedBy('notifications.feed')}) live
    LEFT JOIN LATERAL (${after(organizationIds, position, limit)}) item ON true ORDER BY item.position`);
  return { reached: rows[0]?.reached ?? -1n, items: rows.filter((row) => row.notificationId !== null) };
}
