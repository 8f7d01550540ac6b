import { encodeCursor } from './cursor.js';
import type { FeedItem } from './feed.js';
import { serverFrames } from './protocol.js';

/** A notification, encoded once for all sockets of its organization. */
export type ItemFrame = Readonly<{ position: bigint; notificationId: string; cursor: string; bytes: Buffer }>;

/**
 * Frames for one organization's items, of which none of the same position may be missing. Only the last of a position
 * carries a cursor past it, so that a client cut off in between gets the others when it resumes.
 */
export function itemFrames(items: readonly FeedItem[]): readonly ItemFrame[] {
  if (items.length === 0) return [];
  const ordered = items.toSorted(byPositionThenId);
  return ordered.map((item, index) => {
    const { position, notificationId } = item;
    const lastOfPosition = ordered[index + 1]?.position !== position;
    const cursor = encodeCursor(lastOfPosition ? { position } : { position, upToNotification: notificationId });
    return { position, notificationId, cursor, bytes: serverFrames.notification(cursor, seen(item)) };
  });
}

const byPositionThenId = (one: FeedItem, other: FeedItem): number => {
  if (one.position !== other.position) return one.position < other.position ? -1 : 1;
  return one.notificationId < other.notificationId ? -1 : 1;
};

const seen = ({ notificationId, type, title, body, link, urgency, occurredAt }: FeedItem) => ({
  id: notificationId,
  type,
  title,
  body,
  link,
  urgency,
  occurredAt,
});
