import type { FeedEntry } from '../../../../projections/runtime/feedEntry.js';
import type { SharedBatch } from '../../../../projections/runtime/feedRing.js';

/** Takes batches until a position is reached, however the feed has cut them. */
export async function takeThrough(batches: AsyncIterator<SharedBatch>, position: bigint): Promise<FeedEntry[]> {
  const entries: FeedEntry[] = [];
  for (;;) {
    const { value, done } = await batches.next();
    if (done) return entries;
    entries.push(...value.events);
    if (value.position >= position) return entries;
  }
}
