import { randomUUID } from 'node:crypto';
import type { EventLog } from '../log/eventLog.js';
import { visibleInAll } from '../log/streamNames.js';
import { caughtUp, checkpoint, confirmation } from '../protocol/readMessages.js';
import type { ReadFrom, ReadRequest } from '../protocol/readRequests.js';
import type { ResponseSink } from './responseSink.js';
import { sendRecord } from './sendRecord.js';

export type SubscriptionLimits = Readonly<{ pageSize: number; lagThreshold: number }>;

/**
 * Follows the whole log after a position until the call ends. There is one cursor and no hand-over from history to live
 * records, so nothing is lost or sent twice in between.
 */
export async function subscribeToAll(
  log: EventLog,
  request: ReadRequest,
  limits: SubscriptionLimits,
  sink: ResponseSink,
): Promise<void> {
  const { filter } = request;
  let cursor = lastSeen(request.source.from, log.head);
  let considered = 0;
  let checkpointed = cursor;
  let behind = true;
  sink.send(confirmation(randomUUID()));
  while (!sink.closed) {
    await sink.ready();
    if (log.head - cursor > BigInt(limits.lagThreshold)) behind = true;
    const page = await log.forwards(cursor + 1n, limits.pageSize);
    for (const record of page) {
      if (sink.closed) return;
      cursor = record.position;
      if (!visibleInAll(record.stream)) continue;
      considered++;
      if (!filter || filter.matches(record)) {
        const waiting = sendRecord(log, sink, record, request);
        if (waiting !== undefined) await waiting;
      }
      if (filter && considered % filter.checkpointInterval === 0) {
        checkpointed = cursor;
        sink.send(checkpoint(cursor));
      }
    }
    if (cursor < log.head) continue;
    if (behind) {
      behind = false;
      if (filter && cursor > checkpointed && considered > 0) {
        checkpointed = cursor;
        considered = 0;
        sink.send(checkpoint(cursor));
      }
      sink.send(caughtUp());
      continue;
    }
    await advanced(log, sink);
  }
}

/** Resolves when the head moves or the call ends. */
export async function advanced(log: EventLog, sink: ResponseSink): Promise<void> {
  const stopWaiting = log.onAdvance(sink.nudge);
  await sink.interrupted();
  stopWaiting();
}

const lastSeen = (from: ReadFrom, head: bigint): bigint => (from === 'start' ? 0n : from === 'end' ? head : from);
