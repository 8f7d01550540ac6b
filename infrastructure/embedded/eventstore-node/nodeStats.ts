import type { EventLog } from './log/eventLog.js';
import type { OpenCalls } from './services/openCalls.js';
import type { Writer } from './writer/writer.js';
import type { WriterCounters } from './writer/writerCounters.js';

/** Running figures of a node; times in milliseconds. */
export type NodeStats = Readonly<{
  head: bigint;
  queueLength: number;
  appends: number;
  conflicts: number;
  events: number;
  batches: number;
  meanBatchEvents: number;
  largestBatchEvents: number;
  lastCommitMs: number;
  meanCommitMs: number;
  openSubscriptions: number;
  openReads: number;
}>;

export function readStats(log: EventLog, writer: Writer, counters: WriterCounters, openCalls: OpenCalls): NodeStats {
  const batches = Math.max(1, counters.batches);
  return {
    head: log.head,
    queueLength: writer.queueLength,
    appends: counters.appends,
    conflicts: counters.conflicts,
    events: counters.events,
    batches: counters.batches,
    meanBatchEvents: counters.events / batches,
    largestBatchEvents: counters.largestBatchEvents,
    lastCommitMs: counters.lastCommitMs,
    meanCommitMs: counters.totalCommitMs / batches,
    openSubscriptions: openCalls.count('subscription'),
    openReads: openCalls.count('read'),
  };
}
