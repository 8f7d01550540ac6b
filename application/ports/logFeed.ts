import type { AnyRecordedEvent } from '../events/recordedEvent.js';
import type { StoredEvent } from './eventStore.js';

export type LogBatch = Readonly<{
  events: readonly Readonly<{
    stored: StoredEvent;
    /** @throws PoisonEvent when the event cannot be understood */
    decode: () => AnyRecordedEvent | Promise<AnyRecordedEvent>;
  }>[];
  position: bigint;
}>;

/** The log as this process follows it, decoded once for everybody. */
export interface LogFeed {
  /** Everything after a position, in order and exactly once per call, until the signal aborts. */
  join(options: {
    after: bigint | undefined;
    types?: readonly string[];
    maxBatch?: number;
    signal: AbortSignal;
  }): AsyncIterable<LogBatch>;
}
