import type { EventLog } from '../log/eventLog.js';
import { isExpired, type ReadableStream, readableStream } from '../log/readableStream.js';
import { streamDeleted } from '../protocol/failures.js';
import { streamNotFound } from '../protocol/readMessages.js';
import type { ReadFrom, ReadRequest } from '../protocol/readRequests.js';
import type { ResponseSink } from './responseSink.js';
import { sendRecord } from './sendRecord.js';

/** Sends up to `count` readable events of a stream as it is now, or that there is no such stream. */
export async function readStream(
  log: EventLog,
  stream: string,
  request: ReadRequest,
  count: number,
  pageSize: number,
  sink: ResponseSink,
): Promise<void> {
  const view = await readableStream(log.states, stream);
  if (view.tombstoned) return sink.end(streamDeleted(stream));
  if (!view.found) {
    sink.send(streamNotFound(stream));
    return;
  }
  const forwards = request.direction === 'forwards';
  let cursor = forwards ? firstForwards(request.source.from, view) : firstBackwards(request.source.from, view);
  let left = count;
  while (left > 0 && !sink.closed && cursor >= view.lowest && cursor <= view.last) {
    const wanted = Math.min(pageSize, left);
    const page = forwards
      ? await log.streamForwards(stream, cursor, wanted)
      : await log.streamBackwards(stream, cursor, wanted);
    if (page.length === 0) return;
    const now = Date.now();
    for (const record of page) {
      const hidden = record.revision > view.last || record.revision < view.lowest;
      if (hidden || left === 0 || sink.closed) return;
      cursor = record.revision + (forwards ? 1n : -1n);
      if (isExpired(record, view.maxAgeMs, now)) continue;
      left--;
      const waiting = sendRecord(log, sink, record, request);
      if (waiting !== undefined) await waiting;
    }
  }
}

function firstForwards(from: ReadFrom, { lowest, last }: ReadableStream): bigint {
  if (from === 'end') return last + 1n;
  return from === 'start' || from < lowest ? lowest : from;
}

function firstBackwards(from: ReadFrom, { last }: ReadableStream): bigint {
  if (from === 'start') return 0n;
  return from === 'end' || from > last ? last : from;
}
