import type { LogRecord } from '../log/record.js';
import { Batch } from './batch.js';
import { type Decision, placeRecords } from './decideWrite.js';
import type { PendingStreams } from './pendingStreams.js';
import type { PendingWrite } from './pendingWrite.js';
import type { StreamsToWrite } from './streamsToWrite.js';

export type BatchLimits = Readonly<{ batchWrites: number; batchBytes: number }>;

/** The batch that is filled while the one before it is being committed; gives every record its position. */
export class NextBatch {
  private batch: Batch;

  /** `lastPosition` is that of the last record decided on. */
  constructor(
    private readonly pending: PendingStreams,
    private readonly streams: StreamsToWrite,
    private readonly limits: BatchLimits,
    private lastPosition: bigint,
  ) {
    this.batch = this.empty();
  }

  get size(): number {
    return this.batch.writes.length;
  }

  get isFull(): boolean {
    return this.batch.isFull;
  }

  /** Takes in a decided write. */
  add(write: PendingWrite, { outcome, records }: Decision): void {
    write.decided = true;
    const placed: LogRecord[] = placeRecords(records, this.lastPosition, Date.now());
    for (const record of placed) this.pending.add(record, this.streams.stateOf(record.stream));
    const position = this.lastPosition + BigInt(Math.max(1, write.request.events.length));
    this.lastPosition += BigInt(placed.length);
    const isNew = placed.length > 0 && outcome.kind === 'written';
    this.batch.add(write, isNew ? { ...outcome, position } : outcome, placed);
  }

  /** Hands out the batch and begins another one. */
  take(): Batch {
    const { batch } = this;
    this.batch = this.empty();
    return batch;
  }

  /** Forgets everything that is not committed; returns the writes that are to be decided again after position `head`. */
  discard(head: bigint): readonly PendingWrite[] {
    const { writes } = this.take();
    for (const write of writes) write.decided = false;
    this.pending.clear();
    this.lastPosition = head;
    return writes;
  }

  private empty = (): Batch => new Batch(this.limits.batchWrites, this.limits.batchBytes);
}
