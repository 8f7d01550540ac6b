import { Generations } from './generations.js';
import type { LogRecord } from './record.js';
import type { StoredRecords } from './storedRecords.js';
import { advance, emptyStream, type StreamState } from './streamState.js';
import type { WrittenStreams } from './writtenStreams.js';

/** The state of streams as of the published head, cached; unknown streams are looked up in one query at a time. */
export class StreamStates {
  private readonly known: Generations<string, StreamState>;
  private readonly loading = new Map<string, Promise<StreamState>>();
  /** Records published while the state of their stream is being loaded. */
  private readonly missed = new Map<string, LogRecord[]>();

  constructor(
    private readonly stored: StoredRecords,
    private readonly written: WrittenStreams,
    private readonly head: () => bigint,
    limit: number,
  ) {
    this.known = new Generations(limit);
  }

  /** The state of `stream` if it is in memory, or certain without a look. */
  peek(stream: string): StreamState | undefined {
    return this.known.get(stream) ?? (this.written.mayContain(stream) ? undefined : emptyStream);
  }

  /** Brings the states of `streams` into memory. */
  async load(streams: readonly string[]): Promise<void> {
    const wanted = [...new Set(streams)].filter((stream) => this.peek(stream) === undefined);
    const fresh = wanted.filter((stream) => !this.loading.has(stream));
    const lookup = fresh.length === 0 ? Promise.resolve(new Map<string, StreamState>()) : this.lookUp(fresh);
    for (const stream of fresh) {
      this.loading.set(
        stream,
        lookup.then((states) => states.get(stream) ?? emptyStream),
      );
    }
    await Promise.all(wanted.map((stream) => this.loading.get(stream)));
  }

  /** Takes in records that were just committed. */
  publish(records: readonly LogRecord[]): void {
    for (const record of records) {
      const state = this.peek(record.stream);
      if (state) this.known.set(record.stream, advance(state, record));
      this.missed.get(record.stream)?.push(record);
      this.written.add(record.stream);
    }
  }

  private async lookUp(streams: readonly string[]): Promise<Map<string, StreamState>> {
    const states = new Map<string, StreamState>();
    for (const stream of streams) this.missed.set(stream, []);
    try {
      const last = await this.stored.lastOf(streams, this.head());
      for (const record of last) states.set(record.stream, advance(emptyStream, record));
      for (const stream of streams) {
        const state = (this.missed.get(stream) ?? []).reduce<StreamState>(advance, states.get(stream) ?? emptyStream);
        states.set(stream, state);
        this.known.set(stream, state);
      }
      return states;
    } finally {
      for (const stream of streams) {
        this.missed.delete(stream);
        this.loading.delete(stream);
      }
    }
  }
}
