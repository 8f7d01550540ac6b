import { z } from 'zod';
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

/**
 * What any of these organizations was told after a place in the log, in the order it was caused. Never ends inside a
 * position: what shares the last one comes along, beyond the limit if need be.
 */
export function notificationsAfter(
  db: CommonQueryMethods,
  organizationIds: readonly string[],
  position: bigint,
  limit: number,
): Promise<readonly FeedItem[]> {
  return db.any(sql.type(item)`
    SELECT ${columns} FROM notifications.feed
    WHERE organization_id = ANY(${sql.array([...organizationIds], 'text')}) AND position > ${position}
    ORDER BY position FETCH FIRST ${limit} ROWS WITH TIES`);
}
