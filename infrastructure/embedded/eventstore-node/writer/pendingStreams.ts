import type { WrittenAt } from '../log/recentIds.js';
import type { LogRecord } from '../log/record.js';
import { advance, emptyStream, type StreamState } from '../log/streamState.js';

type PendingStream = { state: StreamState; records: LogRecord[] };

/** Streams as they will be once what is decided is committed: the writer decides on these, readers do not see them. */
export class PendingStreams {
  private readonly streams = new Map<string, PendingStream>();
  private readonly ids = new Map<string, LogRecord>();

  stateOf(stream: string): StreamState | undefined {
    return this.streams.get(stream)?.state;
  }

  recordsOf(stream: string): readonly LogRecord[] {
    return this.streams.get(stream)?.records ?? [];
  }

  find(stream: string, id: string): WrittenAt | undefined {
    return this.ids.get(id + stream);
  }

  /** Adds a decided record; `before` is the state of its stream without it. */
  add(record: LogRecord, before: StreamState | undefined): void {
    const stream = this.streams.get(record.stream);
    if (stream === undefined) {
      this.streams.set(record.stream, { state: advance(before ?? emptyStream, record), records: [record] });
    } else {
      stream.state = advance(stream.state, record);
      stream.records.push(record);
    }
    this.ids.set(record.id + record.stream, record);
  }

  /** Forgets records that are committed now; in the order they were added. */
  settle(records: readonly LogRecord[]): void {
    for (const record of records) {
      const stream = this.streams.get(record.stream);
      stream?.records.shift();
      if (stream?.records.length === 0) this.streams.delete(record.stream);
      if (this.ids.get(record.id + record.stream) === record) this.ids.delete(record.id + record.stream);
    }
  }

  /** Forgets everything: it will not be committed. */
  clear(): void {
    this.streams.clear();
    this.ids.clear();
  }
}
