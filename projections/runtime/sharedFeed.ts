import type { EventCodec } from '../../application/events/eventCodec.js';
import type { EventStore } from '../../application/ports/eventStore.js';
import type { Logger } from '../../application/ports/logger.js';
import { backOff } from './backOff.js';
import { FeedEntry } from './feedEntry.js';
import { FeedRing, type RingBounds, type SharedBatch } from './feedRing.js';

export type JoinOptions = Readonly<{
  /** The last position already handled; undefined starts with the first event. */
  after: bigint | undefined;
  /** What the consumer needs while it is behind; batches near the head hold all types. Default all. */
  types?: readonly string[] | undefined;
  /** Most events in one batch, unless the log was handed a larger one at once. Default 5,000. */
  maxBatch?: number;
  signal: AbortSignal;
}>;

/** One live feed of the log per process, shared by all who follow it. */
export type SharedFeed = Readonly<{
  /**
   * Everything after a position, for ever, in order and exactly once per call: from memory near the head of the log,
   * by an own feed of the event store when further behind, and back. No consumer slows another.
   * Ends when the signal aborts; throws what the event store throws.
   */
  join: (options: JoinOptions) => AsyncIterable<SharedBatch>;
  /** Position of the newest event seen; undefined before the first consumer joined. */
  position: () => bigint | undefined;
}>;

export type SharedFeedOptions = Readonly<{
  eventStore: Pick<EventStore, 'follow' | 'head'>;
  codec: Pick<EventCodec, 'decode'>;
  logger: Logger;
  /** Ends the live feed; consumers end by their own signals. */
  signal: AbortSignal;
  /** How much of the log's end is kept in memory. Default 20,000 events and about 32 MB. */
  bounds?: RingBounds;
}>;

const DEFAULT_BOUNDS = { maxEvents: 20_000, maxWeight: 32 * 1024 * 1024 };
const MAX_BATCH = 5_000;

/** The feed's `after` for a position that is -1 while nothing has been handled. */
const beyond = (position: bigint): bigint | undefined => (position < 0n ? undefined : position);

export function createSharedFeed(options: SharedFeedOptions): SharedFeed {
  const { eventStore, codec, logger, signal, bounds = DEFAULT_BOUNDS } = options;
  const entry = (stored: ConstructorParameters<typeof FeedEntry>[0]) => new FeedEntry(stored, codec.decode);
  let ring: FeedRing | undefined;
  let starting: Promise<FeedRing> | undefined;

  async function start(): Promise<FeedRing> {
    const started = new FeedRing(await eventStore.head(), bounds);
    ring = started;
    void pump(started);
    return started;
  }

  /** `follow` ends only by the signal; should it throw all the same, the feed goes on where it was. */
  async function pump(to: FeedRing): Promise<void> {
    const delays = backOff();
    while (!signal.aborted) {
      try {
        for await (const batch of eventStore.follow({ after: beyond(to.position), maxBatch: MAX_BATCH, signal })) {
          if (batch.position > to.position) to.push({ events: batch.events.map(entry), position: batch.position });
          delays.reset();
        }
      } catch (error) {
        logger.error({ err: error, position: to.position.toString() }, 'the live event feed broke');
        await delays.wait(signal);
      }
    }
  }

  const running = (): Promise<FeedRing> => {
    starting ??= start().catch((error: unknown) => {
      starting = undefined;
      throw error;
    });
    return starting;
  };

  async function* join({
    after,
    types,
    maxBatch = MAX_BATCH,
    signal: until,
  }: JoinOptions): AsyncGenerator<SharedBatch> {
    const live = await running();
    let position = after ?? -1n;
    while (!until.aborted) {
      if (!live.covers(position)) {
        for await (const batch of catchUp(position, live, { types, maxBatch, signal: until })) {
          position = batch.position;
          yield batch;
        }
        continue;
      }
      const batch = live.after(position, maxBatch);
      if (!batch) {
        await live.more(until);
        continue;
      }
      position = batch.position;
      yield batch;
    }
  }

  /**
   * An own feed of the event store, until the shared one covers the position. Once it is live, whatever it leaves out
   * up to the head it started under holds no event of these types.
   */
  async function* catchUp(
    from: bigint,
    live: FeedRing,
    { types, maxBatch, signal: until }: Pick<Required<JoinOptions>, 'types' | 'maxBatch' | 'signal'>,
  ): AsyncGenerator<SharedBatch> {
    const own = new AbortController();
    const headAtStart = live.position;
    const batches = eventStore.follow({
      after: beyond(from),
      maxBatch,
      signal: AbortSignal.any([until, own.signal]),
      ...(types && { filter: { eventTypes: types } }),
    });
    try {
      for await (const { events, position: handedOver, live: atHead } of batches) {
        const position = atHead && handedOver < headAtStart ? headAtStart : handedOver;
        yield { events: events.map(entry), position, live: position >= live.position };
        if (live.covers(position)) return;
      }
    } finally {
      own.abort();
    }
  }

  return { join, position: () => ring?.position };
}
