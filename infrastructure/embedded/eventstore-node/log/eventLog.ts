import type { RecentRecords } from './recentRecords.js';
import type { LogRecord } from './record.js';
import type { StoredRecords } from './storedRecords.js';
import { StreamStates } from './streamStates.js';
import type { WrittenStreams } from './writtenStreams.js';

/** The log as readers see it: everything up to the published head, from memory where possible, else from PostgreSQL. */
export class EventLog {
  readonly states: StreamStates;
  private readonly waiting = new Set<() => void>();

  /** `published` is the position of the last committed record. */
  constructor(
    private published: bigint,
    private readonly recent: RecentRecords,
    private readonly stored: StoredRecords,
    written: WrittenStreams,
    stateCacheSize: number,
  ) {
    this.states = new StreamStates(stored, written, () => this.published, stateCacheSize);
  }

  /** Position of the last record that readers may see. */
  get head(): bigint {
    return this.published;
  }

  /** Shows records that were just committed, and wakes who waits for them. */
  publish(records: readonly LogRecord[]): void {
    const last = records.at(-1);
    if (last === undefined) return;
    this.recent.push(records);
    this.states.publish(records);
    this.published = last.position;
    const woken = [...this.waiting];
    this.waiting.clear();
    for (const wake of woken) wake();
  }

  /** Calls `wake` once, when the head moves next; returns how to give up waiting. */
  onAdvance(wake: () => void): () => void {
    this.waiting.add(wake);
    return () => this.waiting.delete(wake);
  }

  /** A page of the whole log, ascending from position `from` (inclusive). */
  async forwards(from: bigint, limit: number): Promise<LogRecord[]> {
    const head = this.published;
    return from > head ? [] : (this.recent.range(from, head, limit) ?? this.stored.forwards(from, head, limit));
  }

  /** A page of the whole log, descending from below position `below` (exclusive). */
  async backwards(below: bigint, limit: number): Promise<LogRecord[]> {
    const head = this.published;
    const top = below > head ? head + 1n : below;
    const page = this.recent.range(top - BigInt(limit), top - 1n, limit);
    return page?.reverse() ?? this.stored.backwards(top, head, limit);
  }

  /** A page of one stream, ascending from revision `from` (inclusive). */
  async streamForwards(stream: string, from: bigint, limit: number): Promise<LogRecord[]> {
    const page = this.recent.ofStream(stream, from, limit);
    return page ?? this.stored.ofStreamForwards(stream, from, this.published, limit);
  }

  /** A page of one stream, descending from revision `from` (inclusive). */
  async streamBackwards(stream: string, from: bigint, limit: number): Promise<LogRecord[]> {
    const lowest = from - BigInt(limit) + 1n;
    const page = this.recent.ofStream(
      stream,
      lowest < 0n ? 0n : lowest,
      Number(from - (lowest < 0n ? 0n : lowest)) + 1,
    );
    return page?.reverse() ?? this.stored.ofStreamBackwards(stream, from, this.published, limit);
  }
}
