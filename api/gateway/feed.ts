/** A notification as people of its organization see it. */
export type FeedItem = Readonly<{
  notificationId: string;
  organizationId: string;
  /** Where in the log the event is that caused it; several notifications may share one. */
  position: bigint;
  type: string;
  title: string;
  body: string;
  /** Where to go from the notification, within the product. */
  link: string | null;
  urgency: string;
  /** ISO 8601, UTC. */
  occurredAt: string;
}>;

/** Items as they were at one moment, and the position reached at that moment: there may be items beyond it. */
export type FeedPage = Readonly<{ reached: bigint; items: readonly FeedItem[] }>;

/**
 * The read model `notifications.feed` as the gateway reads it. Items answer in the order of their positions, and an
 * answer never ends inside a position: where `limit` would cut one, the rest of that position is added
 * (`FETCH FIRST … ROWS WITH TIES`).
 */
export interface NotificationFeed {
  /**
   * -1 before the first event. Every item up to this position can be read, and none will be added at or below it. Read from where the items are, not
   * from what a process remembers: a client may bring a cursor that another process has just written.
   */
  reached(): Promise<bigint>;
  /** What one organization got after a position. */
  after(organizationId: string, position: bigint, limit: number): Promise<readonly FeedItem[]>;
  /** What any of these organizations got after a position, all of them in one order, and what was reached at that moment. */
  afterForMany(organizationIds: readonly string[], position: bigint, limit: number): Promise<FeedPage>;
}
