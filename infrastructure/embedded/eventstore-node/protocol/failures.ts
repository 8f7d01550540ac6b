import type { Metadata, StatusObject } from '@grpc/grpc-js';
import { grpc } from './clientPackage.js';

/** How a call ends when it does not end well. */
export type Failure = Pick<StatusObject, 'code' | 'details' | 'metadata'>;

const { status } = grpc;

export const invalidArgument = (details: string): Failure => failure(status.INVALID_ARGUMENT, details);

export const unavailable = (details = 'Server Is Not Ready'): Failure => failure(status.UNAVAILABLE, details);

/** For open streams at shutdown: the client reconnects with its next operation. */
export const shuttingDown = (): Failure => failure(status.CANCELLED, 'Server is shutting down');

/** For a write that did not commit in time; unlike a deadline of the caller it does not make the client reconnect. */
export const writeTimedOut = (): Failure =>
  failure(status.ABORTED, 'Operation timed out: the write was not committed in time');

export const internal = (): Failure => failure(status.INTERNAL, 'Internal error');

export const streamDeleted = (stream: string): Failure =>
  failure(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const appendTooLarge = (limit: number): Failure =>
  failure(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  });

export const missingProperty = (property: string): Failure =>
  failure(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  });

/** The answer of Delete and Tombstone to a conflict; revisions in their signed form. */
export const deleteConflict = (stream: string, expected: bigint, actual: bigint): Failure =>
  failure(
    status.FAILED_PRECONDITION,
    `Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': String(expected),
      'actual-version': String(actual),
    },
  );

function failure(code: Failure['code'], details: string, trailers: Readonly<Record<string, string>> = {}): Failure {
  const metadata: Metadata = new grpc.Metadata();
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, printable(value));
  return { code, details, metadata };
}

/** grpc-js refuses trailers with anything but printable ASCII. */
const printable = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text)
    ? text
    : [...text].map((char) => (/[\x20-\x7e]/.test(char) ? char : encode(char))).join('');

const encode = (char: string): string => [...Buffer.from(char)].map((byte) => `%${hex(byte)}`).join('');
const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');
