/** An event as it lies in the log: decoded JSON, nothing interpreted. */
export type StoredEvent = Readonly<{
  id: string;
  type: string;
  stream: string;
  /** Place in its stream: 0, 1, 2 … */
  revision: bigint;
  /** Place in the whole log: strictly ascending, not contiguous on every server. */
  position: bigint;
  recordedAt: Date;
  /** Parsed JSON; a string when the stored bytes were not valid JSON. */
  data: unknown;
  metadata: unknown;
}>;

export type EventToAppend = Readonly<{ id: string; type: string; data: unknown; metadata: unknown }>;

/** The revision the stream must be at for an append to be accepted. */
export type ExpectedRevision = bigint | 'noStream';

export type AppendResult =
  | Readonly<{ outcome: 'appended'; position: bigint; revision: bigint }>
  | Readonly<{ outcome: 'conflict' }>;

/** What a feed hands over at once, in log order. */
export type FeedBatch = Readonly<{
  events: readonly StoredEvent[];
  /** Every matching event up to here has been handed over; never below the last event's position. */
  position: bigint;
  /** True when the feed had reached the head of the log. */
  live: boolean;
}>;

export type FeedFilter = Readonly<{ streamPrefixes: readonly string[] }> | Readonly<{ eventTypes: readonly string[] }>;

export type FollowOptions = Readonly<{
  /** The last position already handled; undefined starts with the first event. */
  after: bigint | undefined;
  /** Without one, all events but the store's own (types that begin with `$`). */
  filter?: FeedFilter;
  /** Most events in one batch. Default 5,000. */
  maxBatch?: number;
  signal: AbortSignal;
}>;

/** The one log. Adapters verify unknown outcomes themselves before they give up. */
export interface EventStore {
  /**
   * Appends all events or none. The same ids at the same expected revision again are answered as the first time.
   * @throws AppendOutcomeUnknown when the store did not answer and could not be asked what happened
   */
  append(stream: string, events: readonly EventToAppend[], expected: ExpectedRevision): Promise<AppendResult>;
  /** Events of one stream from a revision (inclusive, default the first), oldest first; empty when there is no such stream. */
  readStream(stream: string, fromRevision?: bigint): AsyncIterable<StoredEvent>;
  /** Events of the whole log after a position, oldest first, up to the head at the time of the call. */
  readAll(after: bigint | undefined, filter?: FeedFilter): AsyncIterable<StoredEvent>;
  /** Position of the last event in the log. */
  head(): Promise<bigint>;
  /**
   * Follows the log for ever, resubscribing after an end, an error or silence; exactly once and in order per call.
   * Ends only when the signal aborts.
   */
  follow(options: FollowOptions): AsyncIterable<FeedBatch>;
}

/** The append may or may not have been recorded: repeat it with the same ids and expected revision. */
export class AppendOutcomeUnknown extends Error {
  override readonly name = 'AppendOutcomeUnknown';
}

/** The event store cannot be reached; nothing is known to have been recorded. */
export class EventStoreUnavailable extends Error {
  override readonly name = 'EventStoreUnavailable';
}
