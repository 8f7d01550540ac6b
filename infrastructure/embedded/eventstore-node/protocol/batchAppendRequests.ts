import { readMapEntry } from '../../../protobuf/mapEntry.js';
import { readUuid } from '../../../protobuf/uuid.js';
import { WireReader } from '../../../protobuf/wireReader.js';
import type { ProposedEvent } from '../log/record.js';
import { any, type ExpectedRevision, noStream, streamExists } from '../writer/operations.js';
import { type EventDefect, proposedEvent } from './proposedEvents.js';
import { isUuid } from './uuids.js';

/** A BatchAppendReq, read without the generated classes, which cost more than all else that an append does here. */
export type BatchAppendRequest = Readonly<{
  /** The UUID message as it came, to be sent back. */
  correlationId: Buffer | undefined;
  /** The same as text. */
  correlationKey: string | undefined;
  options: BatchAppendOptions | undefined;
  events: readonly (ProposedEvent | EventDefect)[];
  isFinal: boolean;
}>;

export type BatchAppendOptions = Readonly<{
  /** The StreamIdentifier message as it came. */
  streamIdentifier: Buffer | undefined;
  expected: ExpectedRevision | undefined;
  /** Milliseconds since the Unix epoch, by the clock of the client. */
  deadline: number | undefined;
}>;

/** @throws MalformedMessage */
export function readBatchAppendRequest(message: Buffer): BatchAppendRequest {
  let correlationId: Buffer | undefined;
  let correlationKey: string | undefined;
  let options: BatchAppendOptions | undefined;
  let isFinal = false;
  const events: (ProposedEvent | EventDefect)[] = [];
  const reader = new WireReader(message);
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) {
      correlationId = reader.bytes();
      correlationKey = wellFormed(readUuid(new WireReader(correlationId)));
    } else if (field === 2) options = readOptions(reader.within());
    else if (field === 3) events.push(readProposedMessage(reader.within()));
    else if (field === 4) isFinal = reader.number() !== 0;
  }
  return { correlationId, correlationKey, options, events, isFinal };
}

function readOptions(reader: WireReader): BatchAppendOptions {
  let streamIdentifier: Buffer | undefined;
  let expected: ExpectedRevision | undefined;
  let deadline: number | undefined;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) streamIdentifier = reader.bytes();
    else if (field === 2) expected = reader.uint64();
    else if (field === 3) expected = noStream;
    else if (field === 4) expected = any;
    else if (field === 5) expected = streamExists;
    else if (field === 6) deadline = readTimestamp(reader.within());
  }
  return { streamIdentifier, expected, deadline };
}

function readTimestamp(reader: WireReader): number {
  let milliseconds = 0;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) milliseconds += Number(reader.int64()) * 1_000;
    else if (field === 2) milliseconds += Number(reader.int64()) / 1e6;
  }
  return milliseconds;
}

function readProposedMessage(reader: WireReader): ProposedEvent | EventDefect {
  let id: string | undefined;
  let type: string | undefined;
  let contentType: string | undefined;
  let metadata: Uint8Array = nothing;
  let data: Uint8Array = nothing;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) id = wellFormed(readUuid(reader.within()));
    else if (field === 2) {
      const { key, value } = readMapEntry(reader.within());
      if (key === 'type') type = value;
      else if (key === 'content-type') contentType = value;
    } else if (field === 3) metadata = reader.bytes();
    else if (field === 4) data = reader.bytes();
  }
  return proposedEvent({ id, type, contentType, data, metadata });
}

const wellFormed = (uuid: string): string | undefined => (isUuid(uuid) ? uuid : undefined);
const nothing = Buffer.alloc(0);
