import { randomUUID } from 'node:crypto';
import type { EventLog } from '../log/eventLog.js';
import { isExpired, readableStream } from '../log/readableStream.js';
import { streamDeleted } from '../protocol/failures.js';
import { caughtUp, confirmation } from '../protocol/readMessages.js';
import type { ReadRequest } from '../protocol/readRequests.js';
import type { ResponseSink } from './responseSink.js';
import { sendRecord } from './sendRecord.js';
import { advanced, type SubscriptionLimits } from './subscribeToAll.js';

/** Follows one stream after a revision until the call ends or the stream is tombstoned. */
export async function subscribeToStream(
  log: EventLog,
  stream: string,
  request: ReadRequest,
  limits: SubscriptionLimits,
  sink: ResponseSink,
): Promise<void> {
  const { from } = request.source;
  const first = await readableStream(log.states, stream);
  if (first.tombstoned) return sink.end(streamDeleted(stream));
  let next = from === 'start' ? 0n : from === 'end' ? first.last + 1n : from + 1n;
  let behind = true;
  sink.send(confirmation(randomUUID()));
  while (!sink.closed) {
    await sink.ready();
    const { head } = log;
    const view = await readableStream(log.states, stream);
    // While the stream is soft-deleted everything is hidden; it may come back, so only a page moves `next`.
    const start = next < view.lowest ? view.lowest : next;
    if (view.last - start >= BigInt(limits.lagThreshold) && !view.tombstoned) behind = true;
    const hasMore = start <= view.last && (view.found || view.tombstoned);
    const page = hasMore ? await log.streamForwards(stream, start, limits.pageSize) : [];
    const now = Date.now();
    for (const record of page) {
      if (sink.closed) return;
      next = record.revision + 1n;
      if (isExpired(record, view.maxAgeMs, now)) continue;
      const waiting = sendRecord(log, sink, record, request);
      if (waiting !== undefined) await waiting;
    }
    if (page.length > 0) continue;
    if (view.tombstoned) return sink.end(streamDeleted(stream));
    if (log.head > head) continue;
    if (behind) {
      behind = false;
      sink.send(caughtUp());
      continue;
    }
    await advanced(log, sink);
  }
}
