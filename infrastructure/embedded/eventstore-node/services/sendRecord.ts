import type { EventLog } from '../log/eventLog.js';
import type { LogRecord } from '../log/record.js';
import { linkType } from '../log/record.js';
import { encodeEvent } from '../protocol/eventMessages.js';
import type { ReadRequest } from '../protocol/readRequests.js';
import { encodeResolved } from './links.js';
import type { ResponseSink } from './responseSink.js';

/** Sends one record as the reader asked for it, and waits while the reader has enough. */
export function sendRecord(
  log: EventLog,
  sink: ResponseSink,
  record: LogRecord,
  { resolveLinks, uuidForm }: Pick<ReadRequest, 'resolveLinks' | 'uuidForm'>,
): Promise<void> | undefined {
  if (resolveLinks && record.type === linkType) return sendResolved(log, sink, record, uuidForm);
  return sink.send(encodeEvent(record, uuidForm)) ? undefined : sink.ready();
}

async function sendResolved(
  log: EventLog,
  sink: ResponseSink,
  record: LogRecord,
  form: ReadRequest['uuidForm'],
): Promise<void> {
  sink.send(await encodeResolved(log, record, form));
  await sink.ready();
}
