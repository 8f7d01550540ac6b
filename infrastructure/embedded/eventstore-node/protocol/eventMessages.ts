import { bigVarint, field, varintField } from '../../../protobuf/wireWriter.js';
import type { LogRecord } from '../log/record.js';
import { uuidHalves } from './uuids.js';

/** The form of event ids that a reader asked for. */
export type UuidForm = 'string' | 'structured';

const none = Buffer.alloc(0);
const ticksPerMillisecond = 10_000n;
const text = (value: string): Buffer => Buffer.from(value);
const entry = (key: string, value: string): Buffer => field(6, field(1, text(key)), field(2, text(value)));

const jsonContent = entry('content-type', 'application/json');
const binaryContent = entry('content-type', 'application/octet-stream');

/** The ReadResp that carries a record on its own, encoded once per record for the usual form of ids. */
export function encodeEvent(record: LogRecord, form: UuidForm): Buffer {
  if (form === 'structured') return encodeReadEvent(record, undefined, form);
  record.encoded ??= encodeReadEvent(record, undefined, form);
  return record.encoded;
}

/** The ReadResp of a link record and, unless it is missing or hidden, the event it leads to. */
export const encodeLinked = (target: LogRecord | undefined, link: LogRecord, form: UuidForm): Buffer =>
  encodeReadEvent(target, link, form);

function encodeReadEvent(event: LogRecord | undefined, link: LogRecord | undefined, form: UuidForm): Buffer {
  return field(
    1,
    event ? field(1, recordedEvent(event, form)) : none,
    link ? field(2, recordedEvent(link, form)) : none,
    varintField(3, (link ?? event)?.position ?? 0n),
  );
}

function recordedEvent(record: LogRecord, form: UuidForm): Buffer {
  const created = String(BigInt(record.created) * ticksPerMillisecond);
  return Buffer.concat([
    field(1, form === 'string' ? field(2, text(record.id)) : structured(record.id)),
    field(2, field(3, text(record.stream))),
    record.revision === 0n ? none : varintField(3, record.revision),
    varintField(4, record.position),
    varintField(5, record.position),
    record.json ? jsonContent : binaryContent,
    entry('created', created),
    entry('type', record.type),
    record.metadata.length > 0 ? field(7, record.metadata) : none,
    record.data.length > 0 ? field(8, record.data) : none,
  ]);
}

function structured(id: string): Buffer {
  const [most, least] = uuidHalves(id);
  return field(
    1,
    most === 0n ? none : Buffer.concat([Buffer.from([8]), bigVarint(most)]),
    least === 0n ? none : Buffer.concat([Buffer.from([16]), bigVarint(least)]),
  );
}
