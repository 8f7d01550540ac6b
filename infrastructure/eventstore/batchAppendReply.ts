import { readUuid } from '../protobuf/uuid.js';
import { WireReader } from '../protobuf/wireReader.js';
import { readCommitPosition } from './commitPosition.js';

export type AppendReply =
  | Readonly<{ outcome: 'appended'; position: bigint | undefined; revision: bigint }>
  | Readonly<{ outcome: 'conflict' }>;

/** The server refused the append for good: repeating it cannot help. Nothing was recorded. */
export class AppendRefused extends Error {
  override readonly name = 'AppendRefused';
}

/** A BatchAppendResp: which append it is about, and the bytes of the one result it has. */
export type BatchAppendReply = Readonly<{
  /** UUID, lower case, with dashes. */
  correlationId: string;
  success: Buffer | undefined;
  error: Buffer | undefined;
}>;

/** @throws MalformedMessage */
export function decodeBatchAppendReply(message: Buffer): BatchAppendReply {
  let correlationId = '';
  let success: Buffer | undefined;
  let error: Buffer | undefined;
  const reader = new WireReader(message);
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) correlationId = readUuid(reader.within());
    else if (field === 2) error = reader.bytes();
    else if (field === 3) success = reader.bytes();
  }
  return { correlationId, success, error };
}

const refusals: Readonly<Record<string, string>> = {
  StreamDeleted: 'The stream is deleted',
  MaximumAppendSizeExceeded: 'The events are too large for one append',
  AccessDenied: 'The credentials do not allow this append',
  BadRequest: 'The event store did not understand the append',
};

/**
 * @throws AppendRefused when repeating it cannot help
 * @throws Error when it may or may not have been recorded (time-out or trouble in the server)
 */
export function readAppendReply({ success, error }: BatchAppendReply): AppendReply {
  if (success) return readSuccess(new WireReader(success));
  const { kind, message } = readStatus(new WireReader(error ?? Buffer.alloc(0)));
  if (kind === 'WrongExpectedVersion') return { outcome: 'conflict' };
  const refusal = refusals[kind];
  if (refusal) throw new AppendRefused(`${refusal}: ${message}`);
  throw new Error(`The event store could not append: ${message}`);
}

function readSuccess(reader: WireReader): AppendReply {
  let revision = 0n;
  let position: bigint | undefined;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) revision = reader.uint64();
    else if (field === 3) position = readCommitPosition(reader.within());
  }
  return { outcome: 'appended', position, revision };
}

/** A google.rpc.Status; the kind is the last part of the name of the type of its details. */
function readStatus(reader: WireReader): Readonly<{ kind: string; message: string }> {
  let message = 'no reason given';
  let kind = '';
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 2) message = reader.text();
    else if (field === 3) kind = readTypeName(reader.within());
  }
  return { kind, message };
}

function readTypeName(reader: WireReader): string {
  let name = '';
  for (let field = reader.next(); field !== 0; field = reader.next()) if (field === 1) name = reader.text();
  return name.split(/[./]/).at(-1) ?? '';
}
