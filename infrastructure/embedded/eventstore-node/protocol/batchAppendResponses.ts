import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { any, type ExpectedRevision, noStream, streamExists, type WriteOutcome } from '../writer/operations.js';
import { anyPb, emptyPb, grpc, sharedPb, statusPb, streamsPb } from './clientPackage.js';

const { status } = grpc;
const empty = () => new emptyPb.Empty();

/** Which append of a BatchAppend call a response is about. */
export type AppendReference = Readonly<{
  correlationId: UUID;
  stream: StreamIdentifier | undefined;
  expected: ExpectedRevision | undefined;
}>;

/** The one response to an append, given what became of it. */
export function batchResponse(reference: AppendReference, outcome: WriteOutcome): BatchAppendResp {
  switch (outcome.kind) {
    case 'written':
      return response(reference).setSuccess(success(outcome.revision).setPosition(place(outcome.position)));
    case 'nothingToWrite':
      return response(reference).setSuccess(success(outcome.revision).setNoPosition(empty()));
    case 'conflict':
      return response(reference).setError(conflict(reference, outcome.current));
    case 'deleted':
      return response(reference).setError(
        error(status.NOT_FOUND, 'StreamDeleted', 'StreamDeleted', streamDeleted(reference)),
      );
    case 'timeout':
      return response(reference).setError(
        error(status.DEADLINE_EXCEEDED, 'Timeout', 'Timeout', new sharedPb.Timeout().serializeBinary()),
      );
    case 'unavailable':
      return response(reference).setError(
        error(status.UNAVAILABLE, outcome.reason, 'Unknown', new sharedPb.Unknown().serializeBinary()),
      );
  }
}

/** The response to an append that is not well-formed. */
export function badRequest(reference: AppendReference, message: string): BatchAppendResp {
  const details = new sharedPb.BadRequest().setMessage(message);
  return response(reference).setError(
    error(status.INVALID_ARGUMENT, 'BadRequest', 'BadRequest', details.serializeBinary()),
  );
}

/** The response to an append above the size limit, in bytes. */
export function tooLarge(reference: AppendReference, limit: number): BatchAppendResp {
  const details = new sharedPb.MaximumAppendSizeExceeded().setMaxappendsize(limit);
  const name = 'MaximumAppendSizeExceeded';
  return response(reference).setError(error(status.INVALID_ARGUMENT, name, name, details.serializeBinary()));
}

function response({ correlationId, stream }: AppendReference): BatchAppendResp {
  const message = new streamsPb.BatchAppendResp().setCorrelationId(correlationId);
  return stream ? message.setStreamIdentifier(stream) : message.setStreamIdentifier(new sharedPb.StreamIdentifier());
}

function success(revision: bigint): BatchAppendResp.Success {
  const message = new streamsPb.BatchAppendResp.Success();
  return revision < 0n ? message.setNoStream(empty()) : message.setCurrentRevision(String(revision));
}

const place = (position: bigint) =>
  new sharedPb.AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position));

function conflict({ expected }: AppendReference, current: bigint): Status {
  const details = new sharedPb.WrongExpectedVersion();
  if (current < 0n) details.setCurrentNoStream(empty());
  else details.setCurrentStreamRevision(String(current));
  if (expected === any) details.setExpectedAny(empty());
  else if (expected === streamExists) details.setExpectedStreamExists(empty());
  else if (expected === undefined || expected === noStream) details.setExpectedNoStream(empty());
  else details.setExpectedStreamPosition(String(expected));
  return error(status.ALREADY_EXISTS, 'WrongExpectedVersion', 'WrongExpectedVersion', details.serializeBinary());
}

const streamDeleted = ({ stream }: AppendReference): Uint8Array =>
  new sharedPb.StreamDeleted().setStreamIdentifier(stream).serializeBinary();

function error(code: number, message: string, type: string, details: Uint8Array): Status {
  const packed = new anyPb.Any();
  packed.pack(details, `event_store.client.${type}`);
  return new statusPb.Status().setCode(code).setMessage(message).setDetails(packed);
}
