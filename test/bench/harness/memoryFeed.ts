import type { FeedItem, NotificationFeed } from '../../../api/gateway/feed.js';

const nothing: readonly FeedItem[] = [];

/** The gateway's feed in memory, found by organization as an index of a database finds it. */
export function memoryFeed(): Readonly<{
  feed: NotificationFeed;
  /** Puts one more at the end; where it is. */
  add: (item: Omit<FeedItem, 'position'>) => bigint;
}> {
  const itemsOf = new Map<string, FeedItem[]>();
  let last = -1n;

  function after(organizationId: string, position: bigint): readonly FeedItem[] {
    const items = itemsOf.get(organizationId) ?? nothing;
    let from = items.length;
    while (from > 0 && (items[from - 1]?.position ?? -1n) > position) from--;
    return from === items.length ? nothing : items.slice(from);
  }
  const byPosition = (one: FeedItem, other: FeedItem) => Number(one.position - other.position);

  return {
    feed: {
      reached: async () => last,
      after: async (organizationId, position, limit) => after(organizationId, position).slice(0, limit),
      afterForMany: async (organizationIds, position, limit) => {
        const found: FeedItem[] = [];
        for (const organizationId of organizationIds) found.push(...after(organizationId, position));
        return { reached: last, items: found.sort(byPosition).slice(0, limit) };
      },
    },
    add(item) {
      last += 1n;
      const items = itemsOf.get(item.organizationId) ?? [];
      itemsOf.set(item.organizationId, items);
      items.push({ ...item, position: last });
      return last;
    },
  };
}
