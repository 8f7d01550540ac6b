import type { StoredEvent } from '../../application/ports/eventStore.js';
import { readMapEntry } from '../protobuf/mapEntry.js';
import { readUuid } from '../protobuf/uuid.js';
import { WireReader } from '../protobuf/wireReader.js';
import { readCommitPosition } from './commitPosition.js';

/** What one ReadResp says; `other` is everything that we do not ask for or can do without. `bytes` is its encoded size. */
export type ReadResponse =
  | Readonly<{ kind: 'event'; event: StoredEvent; bytes: number }>
  | Readonly<{ kind: 'checkpoint'; position: bigint }>
  | Readonly<{ kind: 'caughtUp' | 'fellBehind' | 'other' }>;

/** @throws MalformedMessage */
export function decodeReadResponse(message: Buffer): ReadResponse {
  let response: ReadResponse = { kind: 'other' };
  const reader = new WireReader(message);
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) {
      const event = readEvent(reader.within());
      if (event) response = { kind: 'event', event, bytes: message.length };
    } else if (field === 3) response = { kind: 'checkpoint', position: readCommitPosition(reader.within()) };
    else if (field === 8) response = { kind: 'caughtUp' };
    else if (field === 9) response = { kind: 'fellBehind' };
  }
  return response;
}

/** Undefined for a link whose event is gone. */
function readEvent(reader: WireReader): StoredEvent | undefined {
  let event: StoredEvent | undefined;
  for (let field = reader.next(); field !== 0; field = reader.next())
    if (field === 1) event = readRecordedEvent(reader.within());
  return event;
}

function readRecordedEvent(reader: WireReader): StoredEvent {
  let [id, type, created, stream] = ['', '', '', ''];
  let [revision, position] = [0n, 0n];
  let data: unknown;
  let metadata: unknown;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) id = readUuid(reader.within());
    else if (field === 2) stream = readStreamName(reader.within());
    else if (field === 3) revision = reader.uint64();
    else if (field === 5) position = reader.uint64();
    else if (field === 6) {
      const { key, value } = readMapEntry(reader.within());
      if (key === 'type') type = value;
      else if (key === 'created') created = value;
    } else if (field === 7) metadata = parseOrText(reader.text());
    else if (field === 8) data = parseOrText(reader.text());
  }
  return { id, type, stream, revision, position, recordedAt: dateOf(created), data, metadata };
}

function readStreamName(reader: WireReader): string {
  let name = '';
  for (let field = reader.next(); field !== 0; field = reader.next()) if (field === 3) name = reader.text();
  return name;
}

/** Ticks of 100 ns since the Unix epoch are too many for a number, so the last four digits go first. */
const dateOf = (ticks: string): Date => new Date(Number(ticks.slice(0, -4)));

function parseOrText(json: string): unknown {
  if (json === '') return undefined;
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return json;
    throw error;
  }
}
