import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import { sharedPb } from './clientPackage.js';

/** What the index of the log can hold. */
const maxNameBytes = 2000;

/** The stream name of a request; undefined when it is missing or not one that can be stored. */
export function readStreamName(identifier: StreamIdentifier | undefined): string | undefined {
  const bytes = identifier?.getStreamName_asU8();
  if (bytes === undefined || bytes.length === 0 || bytes.length > maxNameBytes || bytes.includes(0)) return undefined;
  const name = Buffer.from(bytes).toString('utf8');
  return name === '$$' || name === '$all' ? undefined : name;
}

export const streamIdentifier = (stream: string): StreamIdentifier =>
  new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream));
