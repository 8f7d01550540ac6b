import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import { WireReader } from '../../../protobuf/wireReader.js';
import { sharedPb } from './clientPackage.js';

/** What the index of the log can hold. */
const maxNameBytes = 2000;

/** The stream name of a request; undefined when it is missing or not one that can be stored. */
export const readStreamName = (identifier: StreamIdentifier | undefined): string | undefined =>
  streamNameOf(identifier?.getStreamName_asU8());

/** The same from the bytes of a StreamIdentifier message. */
export function readStreamNameField(identifier: Buffer | undefined): string | undefined {
  if (identifier === undefined) return undefined;
  const reader = new WireReader(identifier);
  let bytes: Buffer | undefined;
  for (let field = reader.next(); field !== 0; field = reader.next()) if (field === 3) bytes = reader.bytes();
  return streamNameOf(bytes);
}

function streamNameOf(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined || bytes.length === 0 || bytes.length > maxNameBytes || bytes.includes(0)) return undefined;
  const name = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  return name === '$$' || name === '$all' ? undefined : name;
}

export const streamIdentifier = (stream: string): StreamIdentifier =>
  new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream));
