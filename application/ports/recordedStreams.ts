import type { AnyRecordedEvent } from '../events/recordedEvent.js';

/** The log, its events decoded. */
export interface RecordedStreams {
  /** Events of one stream, oldest first; empty when there is no such stream. */
  eventsOf(stream: string): AsyncIterable<AnyRecordedEvent>;
  /** Events of one type in the whole log, oldest first. */
  eventsOfType(type: string): AsyncIterable<AnyRecordedEvent>;
}
