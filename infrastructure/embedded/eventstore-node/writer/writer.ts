import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog } from '../log/eventLog.js';
import type { RecentIds } from '../log/recentIds.js';
import type { Batch } from './batch.js';
import type { CommitLog } from './commitLog.js';
import { Decisions } from './decideWrite.js';
import { type BatchLimits, NextBatch } from './nextBatch.js';
import type { WriteOutcome, WriteRequest } from './operations.js';
import { PendingStreams } from './pendingStreams.js';
import { PendingWrite } from './pendingWrite.js';
import { StreamsToWrite } from './streamsToWrite.js';
import { WriteQueue } from './writeQueue.js';
import type { WriterCounters } from './writerCounters.js';

export type WriterLimits = BatchLimits &
  Readonly<{ queuedWrites: number; queuedBytes: number; writeTimeoutMs: number }>;

const gatherMs = 2;
const notReady = 'Server Is Not Ready';

/**
 * The one writer of the log. Decides writes in order of arrival against streams that include what is still to be committed,
 * and commits in batches: while one is being committed, the next is decided on. Answers only after the commit.
 */
export class Writer {
  private readonly queue: WriteQueue;
  private readonly pending = new PendingStreams();
  private readonly streams: StreamsToWrite;
  private readonly decisions: Decisions;
  private readonly next: NextBatch;
  /** Counts how often decisions were thrown away; a decision taken before does not hold any more. */
  private discards = 0;
  private deciding = false;
  private committing = false;
  private refusal: string | undefined;
  private onSettled: (() => void) | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly recentIds: RecentIds,
    private readonly commitLog: CommitLog,
    private readonly counters: WriterCounters,
    private readonly limits: WriterLimits,
    private readonly onFailure: (error: Error) => void,
  ) {
    this.queue = new WriteQueue(limits.queuedWrites, limits.queuedBytes);
    this.streams = new StreamsToWrite(log, this.pending, recentIds);
    this.decisions = new Decisions(log, this.pending, this.streams);
    this.next = new NextBatch(this.pending, this.streams, limits, log.head);
  }

  get queueLength(): number {
    return this.queue.size;
  }

  /** Queues a write that may start within `allowedMs`; `onAnswer` is called exactly once unless the write is abandoned. */
  submit(request: WriteRequest, allowedMs: number, onAnswer: (outcome: WriteOutcome) => void): PendingWrite {
    const now = performance.now();
    const { writeTimeoutMs } = this.limits;
    const startBefore = now + Math.min(allowedMs, writeTimeoutMs);
    const write = new PendingWrite(request, startBefore, now + writeTimeoutMs, onAnswer);
    if (this.refusal !== undefined) {
      write.answer({ kind: 'unavailable', reason: this.refusal });
      return write;
    }
    this.queue.push(write);
    this.streams.prepare(request.stream);
    void this.decide();
    return write;
  }

  /** Refuses new writes and resolves when those already here are answered. */
  async drain(): Promise<void> {
    this.refusal ??= notReady;
    void this.decide();
    while (this.queue.size > 0) {
      await new Promise<void>((resolve) => {
        this.onSettled = resolve;
      });
    }
  }

  /** Ends all writing: whatever is not answered yet may or may not have been written. */
  fail(error: Error): void {
    this.refusal = notReady;
    this.discards++;
    this.next.discard(this.log.head);
    for (const write of this.queue.all()) {
      write.answer({ kind: 'unavailable', reason: notReady });
      this.queue.settle(write);
    }
    this.onSettled?.();
    this.onFailure(error);
  }

  private async decide(): Promise<void> {
    if (this.deciding) return;
    this.deciding = true;
    for (let write = this.queue.peek(); write !== undefined && !this.next.isFull; write = this.queue.peek()) {
      try {
        const waiting = this.decideOne(write);
        if (waiting !== undefined) await waiting;
      } catch {
        // What the log says about the stream could not be read: nothing was written.
        write.answer({ kind: 'unavailable', reason: notReady });
      }
    }
    this.deciding = false;
    this.onSettled?.();
    if (this.committing || this.next.size === 0) return;
    this.committing = true;
    setImmediate(() => void this.commitAll());
  }

  private decideOne(write: PendingWrite): Promise<void> | undefined {
    const { decisions, streams, discards } = this;
    const { stream } = write.request;
    if (!streams.isKnown(stream)) return streams.makeKnown(stream);
    const decision = decisions.decide(write.request);
    if (decision instanceof Promise) {
      return decision.then((decided) => {
        if (!write.open || discards !== this.discards) return;
        this.queue.take();
        this.next.add(write, decided);
      });
    }
    this.queue.take();
    this.next.add(write, decision);
    return undefined;
  }

  private async commitAll(): Promise<void> {
    while (this.next.size > 0) {
      const batch = this.next.take();
      if (!this.queue.isEmpty) void this.decide();
      const started = performance.now();
      const result = await this.commitLog.commit(batch.records, this.log.head);
      if (result.kind === 'lost') this.fail(result.error);
      else if (result.kind === 'notWritten') this.giveUp(batch);
      else this.publish(batch, performance.now() - started);
      await this.gather();
    }
    this.committing = false;
  }

  /** Takes along what has arrived but is still to be read from the sockets: the fewer transactions, the better for all. */
  private async gather(): Promise<void> {
    const latest = performance.now() + gatherMs;
    for (let before = 0; this.next.size > before && !this.next.isFull && performance.now() < latest; ) {
      before = this.next.size;
      await nextTurn();
    }
  }

  private publish(batch: Batch, commitMs: number): void {
    this.pending.settle(batch.records);
    for (const record of batch.records) this.recentIds.add(record);
    this.log.publish(batch.records);
    this.counters.committed(batch, commitMs);
    batch.answer();
    this.settle(batch);
  }

  /** The transaction failed and left nothing: what was decided after it is decided again. */
  private giveUp(batch: Batch): void {
    this.discards++;
    this.queue.putBack(this.next.discard(this.log.head));
    for (const write of batch.writes) write.answer({ kind: 'unavailable', reason: 'the log could not be written' });
    this.settle(batch);
    void this.decide();
  }

  private settle(batch: Batch): void {
    for (const write of batch.writes) this.queue.settle(write);
    this.onSettled?.();
  }
}
