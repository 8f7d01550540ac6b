import type { Connection } from './connection.js';
import { type Cursor, encodeCursor } from './cursor.js';
import type { NotificationFeed } from './feed.js';
import type { FeedReader } from './feedReader.js';
import { type ItemFrame, itemFrames } from './itemFrames.js';
import type { GatewayLimits } from './limits.js';
import type { LiveFeed } from './liveFeed.js';
import type { GatewayMetrics } from './metrics.js';

type Options = Readonly<{
  feed: NotificationFeed;
  reader: FeedReader;
  live: LiveFeed;
  limits: GatewayLimits;
  metrics: GatewayMetrics | undefined;
  now: () => number;
}>;

/**
 * Sends a socket what it missed after a cursor, page by page and no faster than the client reads, then lets it join the
 * live ones. Until then it gets nothing live, so that older items always come first.
 */
export function catchUpWith({ feed, reader, live, limits, metrics, now }: Options) {
  return async function catchUp(connection: Connection, from: Cursor): Promise<void> {
    const organizationId = connection.caller?.organizationId;
    if (organizationId === undefined) return;
    connection.enter('catchingUp', now());
    const run = {};
    connection.catchUp = run;
    const wanted = (): boolean => connection.state === 'catchingUp' && connection.catchUp === run;

    // A cursor inside a position: that position is read again and what the client has of it is left out.
    connection.delivered = from.upToNotification === undefined ? from.position : from.position - 1n;
    connection.cursor = encodeCursor(from);

    for (let complete = false; !complete; ) {
      const page = await reader.read(wanted, async ({ reached, after }) => {
        const upTo = await reached();
        return { upTo, items: await after(organizationId, connection.delivered, limits.pageSize) };
      });
      if (!page || !wanted()) return;
      if (from.position > page.upTo) {
        // Not written by this feed as it stands, unless the position was read just before it was reached.
        const reached = await reader.read(wanted, () => feed.reached());
        if (reached === undefined || !wanted()) return;
        if (from.position > reached) return refetchFrom(connection, reached);
        continue;
      }
      const last = page.items.at(-1)?.position;
      complete = page.items.length < limits.pageSize || last === undefined || last >= page.upTo;
      const upTo = complete || last === undefined ? page.upTo : last;
      const frames = itemFrames(page.items.filter(({ position }) => position <= upTo)).filter((frame) =>
        isAfter(frame, from),
      );
      if (!(await deliverAsRead(connection, frames, upTo, wanted))) return;
    }
    live.join(connection);
  };

  /** Sends frames and stops whenever too much waits; false when the socket has gone another way meanwhile. */
  async function deliverAsRead(
    connection: Connection,
    frames: readonly ItemFrame[],
    upTo: bigint,
    wanted: () => boolean,
  ): Promise<boolean> {
    for (let next = 0; next < frames.length; ) {
      const batch = batchFrom(frames, next, limits.catchUpBytes - connection.waiting());
      next += batch.length;
      const sent = connection.deliver(batch, connection.delivered, now());
      metrics?.delivered(sent);
      if (next < frames.length || connection.waiting() >= limits.catchUpBytes) await roomOn(connection);
      if (!wanted()) return false;
    }
    connection.deliver([], upTo, now());
    return wanted();
  }

  function roomOn(connection: Connection): Promise<void> {
    if (connection.closed || connection.waiting() < limits.catchUpBytes) return Promise.resolve();
    return new Promise((resolve) => {
      connection.makeRoom();
      connection.onRoom = resolve;
    });
  }

  function refetchFrom(connection: Connection, reached: bigint): void {
    connection.delivered = reached;
    connection.cursor = encodeCursor({ position: reached });
    connection.tellToRefetch(now());
  }
}

const isAfter = ({ position, notificationId }: ItemFrame, { position: seen, upToNotification }: Cursor): boolean =>
  position > seen || (upToNotification !== undefined && position === seen && notificationId > upToNotification);

/** At least one frame, and as many as fit. */
function batchFrom(frames: readonly ItemFrame[], start: number, room: number): readonly ItemFrame[] {
  let end = start;
  for (let left = room; end < frames.length; end++) {
    left -= frames[end]?.bytes.length ?? 0;
    if (left < 0 && end > start) break;
  }
  return frames.slice(start, end);
}
