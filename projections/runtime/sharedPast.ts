import { FeedRing, type SharedBatch } from './feedRing.js';
import type { JoinOptions, SharedFeed } from './sharedFeed.js';

const LIMITS = {
  /** Events that a reader is handed at once: more would hold up whatever else this process does. */
  batch: 1_000,
  /** Events that may be read beyond the slowest reader. */
  ahead: 8_000,
  /** One that stands still for so long, in milliseconds, is not waited for any more: it compares rows. */
  patience: 2_000,
};
/** More than may be read ahead, so that nobody who goes on is left behind. */
const ROOM = 5_000;
const MAX_WEIGHT = 32 * 1024 * 1024;

type Reader = { position: bigint };

/**
 * One reading of the log from its beginning for read models that are built side by side: each batch is fetched and decoded
 * once, as fast as the slowest folds. Whoever joins elsewhere, or is left behind, gets a feed of its own.
 * @param types what the read models need together; undefined for all
 * @param signal ends the reading
 */
export function sharedPast(
  feed: SharedFeed,
  types: readonly string[] | undefined,
  signal: AbortSignal,
  limits = LIMITS,
): SharedFeed {
  const ring = new FeedRing(-1n, { maxEvents: limits.ahead + ROOM, maxWeight: MAX_WEIGHT });
  const readers = new Set<Reader>();
  let state: 'new' | 'reading' | 'ended' = 'new';
  let wake: (() => void) | undefined;

  /** Should it break, each reads on by a feed of its own, and is told by that what is wrong. */
  async function start(): Promise<void> {
    state = 'reading';
    await read().catch(() => undefined);
    state = 'ended';
    // Wakes who waits for more of it.
    ring.push({ events: [], position: ring.position });
  }

  async function read(): Promise<void> {
    const ahead: SharedBatch[] = [];
    let events = 0;
    for await (const batch of feed.join({ after: undefined, types, maxBatch: limits.batch, signal })) {
      ring.push(batch);
      if (batch.events.length > 0) ahead.push(batch);
      events += batch.events.length;
      while (events > limits.ahead) {
        const oldest = ahead.shift() as SharedBatch;
        await reached(oldest.position);
        events -= oldest.events.length;
      }
    }
  }

  /** Resolves when every reader has come so far, or stands still. */
  async function reached(position: bigint): Promise<void> {
    const behind = () => [...readers].filter((reader) => reader.position < position);
    while (behind().length > 0) {
      const stoodStill = await new Promise<boolean>((resolve) => {
        const timer = setTimeout(resolve, limits.patience, true);
        wake = () => {
          clearTimeout(timer);
          resolve(false);
        };
      });
      if (stoodStill) for (const reader of behind()) readers.delete(reader);
    }
  }

  async function* join(options: JoinOptions): AsyncGenerator<SharedBatch> {
    const { after = -1n, maxBatch = limits.batch, signal: until } = options;
    const reader = { position: after };
    readers.add(reader);
    if (state === 'new') void start();
    try {
      while (!until.aborted && state === 'reading' && ring.covers(reader.position)) {
        const batch = ring.after(reader.position, maxBatch);
        if (!batch) {
          await ring.more(until);
          continue;
        }
        yield batch;
        reader.position = batch.position;
        wake?.();
      }
    } finally {
      readers.delete(reader);
      wake?.();
    }
    yield* feed.join({ ...options, after: reader.position });
  }

  return { join, position: feed.position };
}
