import type { DeleteReq, DeleteResp, TombstoneReq, TombstoneResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import { streamsPb } from '../protocol/clientPackage.js';
import { readExpectedRevision } from '../protocol/expectedRevisions.js';
import {
  deleteConflict,
  type Failure,
  internal,
  invalidArgument,
  streamDeleted,
  unavailable,
  writeTimedOut,
} from '../protocol/failures.js';
import { readStreamName } from '../protocol/streamIdentifiers.js';
import type { WriteOutcome, WriteRequest } from '../writer/operations.js';
import type { NodeContext } from './nodeContext.js';

/** Streams.Delete: hides a stream until it is written to again. */
export const deleteStream =
  (node: NodeContext) =>
  (call: ServerUnaryCall<DeleteReq, DeleteResp>, callback: sendUnaryData<DeleteResp>): void => {
    close(node, call, 'delete', call.request.getOptions(), (failure, position) => {
      const place = new streamsPb.DeleteResp.Position().setCommitPosition(position).setPreparePosition(position);
      callback(failure, new streamsPb.DeleteResp().setPosition(place));
    });
  };

/** Streams.Tombstone: closes a stream for ever. */
export const tombstone =
  (node: NodeContext) =>
  (call: ServerUnaryCall<TombstoneReq, TombstoneResp>, callback: sendUnaryData<TombstoneResp>): void => {
    close(node, call, 'tombstone', call.request.getOptions(), (failure, position) => {
      const place = new streamsPb.TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position);
      callback(failure, new streamsPb.TombstoneResp().setPosition(place));
    });
  };

type Cancellable = Readonly<{ on(event: 'cancelled', listener: () => void): unknown }>;

function close(
  node: NodeContext,
  call: Cancellable,
  kind: WriteRequest['kind'],
  options: DeleteReq.Options | TombstoneReq.Options | undefined,
  reply: (failure: Failure | null, position: string) => void,
): void {
  const stream = readStreamName(options?.getStreamIdentifier());
  const expected = options && readExpectedRevision(options);
  if (stream === undefined || expected === undefined) {
    reply(invalidArgument('the stream name or the expected revision is missing or invalid'), '0');
    return;
  }
  let over = false;
  const finish = (failure: Failure | null, position = '0') => {
    if (over) return;
    over = true;
    closed();
    reply(failure, position);
  };
  const closed = node.openCalls.add('append', finish);
  const write = node.writer.submit({ kind, stream, expected, events: [] }, node.writeTimeoutMs, (outcome) => {
    if (outcome.kind === 'written') finish(null, String(outcome.position));
    else finish(toFailure(outcome, stream, expected));
  });
  call.on('cancelled', () => {
    if (!write.decided) write.abandon();
    finish(unavailable());
  });
}

function toFailure(outcome: WriteOutcome, stream: string, expected: bigint): Failure {
  switch (outcome.kind) {
    case 'conflict':
      return deleteConflict(stream, expected, outcome.current);
    case 'deleted':
      return streamDeleted(stream);
    case 'timeout':
      return writeTimedOut();
    case 'unavailable':
      return unavailable(outcome.reason);
    default:
      return internal();
  }
}
