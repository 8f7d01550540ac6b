import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog } from '../log/eventLog.js';
import { type ReadableStream, readable, relatedStreams } from '../log/readableStream.js';
import type { RecentIds, WrittenAt } from '../log/recentIds.js';
import { metastreamOf } from '../log/streamNames.js';
import type { StreamState } from '../log/streamState.js';
import type { PendingStreams } from './pendingStreams.js';

/** Streams as the writer has to see them: with everything that is decided, committed or not. */
export class StreamsToWrite {
  private wanted: string[] = [];

  constructor(
    private readonly log: EventLog,
    private readonly pending: PendingStreams,
    private readonly recentIds: RecentIds,
  ) {}

  /** Whether all that concerns a write to `stream` is in memory: it must be, before the write can be decided. */
  isKnown(stream: string): boolean {
    return this.unknown(stream).length === 0;
  }

  /** Brings into memory what concerns a write to `stream`. */
  async makeKnown(stream: string): Promise<void> {
    if (this.wanted.length > 0) await nextTurn();
    const unknown = this.unknown(stream);
    if (unknown.length > 0) await this.log.states.load(unknown);
  }

  /** Starts looking up what a write to `stream` will need, together with what others need. */
  prepare(stream: string): void {
    const unknown = this.unknown(stream);
    if (unknown.length === 0) return;
    if (this.wanted.length === 0) setImmediate(() => this.lookUpWanted());
    this.wanted.push(...unknown);
  }

  stateOf(stream: string): StreamState | undefined {
    return this.pending.stateOf(stream) ?? this.log.states.peek(stream);
  }

  readable(stream: string): ReadableStream {
    return readable(stream, (name) => this.stateOf(name));
  }

  hasMetadata(stream: string): boolean {
    return (this.stateOf(metastreamOf(stream))?.last ?? -1n) >= 0n;
  }

  /** Where an event of `stream` was written lately, if it was. */
  find(stream: string, id: string): WrittenAt | undefined {
    return this.pending.find(stream, id) ?? this.recentIds.find(stream, id);
  }

  private lookUpWanted(): void {
    const streams = this.wanted;
    this.wanted = [];
    // Whoever needs what could not be looked up looks it up again.
    void this.log.states.load(streams).catch(() => undefined);
  }

  private unknown(stream: string): string[] {
    return relatedStreams(stream).filter((name) => this.stateOf(name) === undefined);
  }
}
