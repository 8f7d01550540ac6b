import { field, varintField } from '../../../protobuf/wireWriter.js';
import { any, type ExpectedRevision, noStream, streamExists, type WriteOutcome } from '../writer/operations.js';
import { anyPb, emptyPb, grpc, sharedPb, statusPb } from './clientPackage.js';

const { status } = grpc;
const empty = () => new emptyPb.Empty();
const nothing = Buffer.alloc(0);

/** Which append of a BatchAppend call a response is about. */
export type AppendReference = Readonly<{
  /** The UUID message that came with it. */
  correlationId: Buffer;
  /** The StreamIdentifier message likewise. */
  streamIdentifier: Buffer | undefined;
  expected: ExpectedRevision | undefined;
}>;

/** The one response to an append, given what became of it: a BatchAppendResp as it is sent. */
export function batchResponse(reference: AppendReference, outcome: WriteOutcome): Buffer {
  switch (outcome.kind) {
    case 'written':
      return response(reference, 3, success(outcome.revision), field(3, ...place(outcome.position)));
    case 'nothingToWrite':
      return response(reference, 3, success(outcome.revision), field(4));
    case 'conflict':
      return response(reference, 2, conflict(reference, outcome.current));
    case 'deleted':
      return response(
        reference,
        2,
        error(status.NOT_FOUND, 'StreamDeleted', 'StreamDeleted', streamDeleted(reference)),
      );
    case 'timeout':
      return response(
        reference,
        2,
        error(status.DEADLINE_EXCEEDED, 'Timeout', 'Timeout', new sharedPb.Timeout().serializeBinary()),
      );
    case 'unavailable':
      return response(
        reference,
        2,
        error(status.UNAVAILABLE, outcome.reason, 'Unknown', new sharedPb.Unknown().serializeBinary()),
      );
  }
}

/** The response to an append that is not well-formed. */
export function badRequest(reference: AppendReference, message: string): Buffer {
  const details = new sharedPb.BadRequest().setMessage(message);
  return response(reference, 2, error(status.INVALID_ARGUMENT, 'BadRequest', 'BadRequest', details.serializeBinary()));
}

/** The response to an append above the size limit, in bytes. */
export function tooLarge(reference: AppendReference, limit: number): Buffer {
  const details = new sharedPb.MaximumAppendSizeExceeded().setMaxappendsize(limit);
  const name = 'MaximumAppendSizeExceeded';
  return response(reference, 2, error(status.INVALID_ARGUMENT, name, name, details.serializeBinary()));
}

/** A response whose result is the message in field `number`, made of `parts`. */
const response = (
  { correlationId, streamIdentifier = nothing }: AppendReference,
  number: 2 | 3,
  ...parts: readonly Uint8Array[]
): Buffer => Buffer.concat([field(1, correlationId), field(number, ...parts), field(4, streamIdentifier)]);

const success = (revision: bigint): Buffer => (revision < 0n ? field(2) : varintField(1, revision));

const place = (position: bigint): Buffer[] => [varintField(1, position), varintField(2, position)];

function conflict({ expected }: AppendReference, current: bigint): Uint8Array {
  const details = new sharedPb.WrongExpectedVersion();
  if (current < 0n) details.setCurrentNoStream(empty());
  else details.setCurrentStreamRevision(String(current));
  if (expected === any) details.setExpectedAny(empty());
  else if (expected === streamExists) details.setExpectedStreamExists(empty());
  else if (expected === undefined || expected === noStream) details.setExpectedNoStream(empty());
  else details.setExpectedStreamPosition(String(expected));
  return error(status.ALREADY_EXISTS, 'WrongExpectedVersion', 'WrongExpectedVersion', details.serializeBinary());
}

const streamDeleted = ({ streamIdentifier = nothing }: AppendReference): Uint8Array => field(1, streamIdentifier);

/** A Status as bytes. */
function error(code: number, message: string, type: string, details: Uint8Array): Uint8Array {
  const packed = new anyPb.Any();
  packed.pack(details, `event_store.client.${type}`);
  return new statusPb.Status().setCode(code).setMessage(message).setDetails(packed).serializeBinary();
}
