import type { Batch } from './batch.js';

/** Running totals of a writer; times in milliseconds. */
export class WriterCounters {
  appends = 0;
  conflicts = 0;
  events = 0;
  batches = 0;
  lastBatchEvents = 0;
  largestBatchEvents = 0;
  lastCommitMs = 0;
  totalCommitMs = 0;

  committed(batch: Batch, commitMs: number): void {
    this.conflicts += batch.conflicts;
    if (batch.records.length === 0) return;
    this.appends += batch.writes.length - batch.conflicts;
    this.events += batch.records.length;
    this.batches++;
    this.lastBatchEvents = batch.records.length;
    this.largestBatchEvents = Math.max(this.largestBatchEvents, batch.records.length);
    this.lastCommitMs = commitMs;
    this.totalCommitMs += commitMs;
  }
}
