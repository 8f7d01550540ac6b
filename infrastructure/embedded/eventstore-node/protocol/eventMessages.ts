import { BackwardWriter } from '../../../protobuf/backwardWriter.js';
import { field } from '../../../protobuf/wireWriter.js';
import type { LogRecord } from '../log/record.js';
import { uuidHalves } from './uuids.js';

/** The form of event ids that a reader asked for. */
export type UuidForm = 'string' | 'structured';

/** Room for what is of the same size in every record, and for tags and lengths. */
const FIXED_BYTES = 256;

const entry = (key: string, value: string): Buffer =>
  field(6, field(1, Buffer.from(key)), field(2, Buffer.from(value)));
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
  const writer = new BackwardWriter((event ? sizeOf(event) : 0) + (link ? sizeOf(link) : 0));
  const { end } = writer;
  writer.varint(3, (link ?? event)?.position ?? 0n);
  if (link) writeRecorded(writer, 2, link, form);
  if (event) writeRecorded(writer, 1, event, form);
  writer.close(1, end);
  return writer.message();
}

const sizeOf = ({ stream, type, data, metadata }: LogRecord): number =>
  FIXED_BYTES + Buffer.byteLength(stream) + Buffer.byteLength(type) + data.length + metadata.length;

function writeRecorded(writer: BackwardWriter, number: number, record: LogRecord, form: UuidForm): void {
  const { end } = writer;
  if (record.data.length > 0) writer.bytes(8, record.data);
  if (record.metadata.length > 0) writer.bytes(7, record.metadata);
  writeEntry(writer, 'type', record.type);
  writeEntry(writer, 'created', ticks(record.created));
  writer.encoded(record.json ? jsonContent : binaryContent);
  writer.varint(5, record.position);
  writer.varint(4, record.position);
  if (record.revision !== 0n) writer.varint(3, record.revision);
  writeStream(writer, record.stream);
  writeId(writer, record.id, form);
  writer.close(number, end);
}

function writeEntry(writer: BackwardWriter, key: string, value: string): void {
  const { end } = writer;
  writer.text(2, value);
  writer.text(1, key);
  writer.close(6, end);
}

/** Milliseconds as ticks of 100 ns, which are too many for a number. */
const ticks = (milliseconds: number): string => (milliseconds === 0 ? '0' : `${milliseconds}0000`);

function writeStream(writer: BackwardWriter, stream: string): void {
  const { end } = writer;
  writer.text(3, stream);
  writer.close(2, end);
}

function writeId(writer: BackwardWriter, id: string, form: UuidForm): void {
  const { end } = writer;
  if (form === 'string') writer.text(2, id);
  else writeHalves(writer, id);
  writer.close(1, end);
}

function writeHalves(writer: BackwardWriter, id: string): void {
  const { end } = writer;
  const [most, least] = uuidHalves(id);
  if (least !== 0n) writer.varint(2, least);
  if (most !== 0n) writer.varint(1, most);
  writer.close(1, end);
}
