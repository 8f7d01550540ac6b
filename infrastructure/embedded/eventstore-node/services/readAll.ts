import type { EventLog } from '../log/eventLog.js';
import { firstPosition } from '../log/record.js';
import { visibleInAll } from '../log/streamNames.js';
import type { ReadFrom, ReadRequest } from '../protocol/readRequests.js';
import type { ResponseSink } from './responseSink.js';
import { sendRecord } from './sendRecord.js';

/** Sends up to `count` records of the whole log as it is now. */
export async function readAll(
  log: EventLog,
  request: ReadRequest,
  count: number,
  pageSize: number,
  sink: ResponseSink,
): Promise<void> {
  const { head } = log;
  const forwards = request.direction === 'forwards';
  let cursor = start(request.source.from, forwards, head);
  let left = count;
  while (left > 0 && !sink.closed && (forwards ? cursor <= head : cursor > firstPosition)) {
    const wanted = request.filter ? pageSize : Math.min(pageSize, left);
    const page = forwards ? await log.forwards(cursor, wanted) : await log.backwards(cursor, wanted);
    if (page.length === 0) return;
    for (const record of page) {
      if (record.position > head || left === 0 || sink.closed) return;
      cursor = forwards ? record.position + 1n : record.position;
      if (!visibleInAll(record.stream) || request.filter?.matches(record) === false) continue;
      left--;
      const waiting = sendRecord(log, sink, record, request);
      if (waiting !== undefined) await waiting;
    }
  }
}

/** Forwards: the first position to read. Backwards: the first position not to read. */
const start = (from: ReadFrom, forwards: boolean, head: bigint): bigint => {
  if (from === 'start') return firstPosition;
  if (from === 'end') return head + 1n;
  return !forwards && from > head ? head + 1n : from;
};
