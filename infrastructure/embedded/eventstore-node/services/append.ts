import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerReadableStream, sendUnaryData } from '@grpc/grpc-js';
import type { ProposedEvent } from '../log/record.js';
import { appendConflict, appended, nothingAppended } from '../protocol/appendResponses.js';
import { readExpectedRevision } from '../protocol/expectedRevisions.js';
import {
  appendTooLarge,
  type Failure,
  invalidArgument,
  missingProperty,
  streamDeleted,
  unavailable,
  writeTimedOut,
} from '../protocol/failures.js';
import { isDefect, readProposedEvent, sizeOf } from '../protocol/proposedEvents.js';
import { readStreamName } from '../protocol/streamIdentifiers.js';
import type { WriteOutcome } from '../writer/operations.js';
import type { PendingWrite } from '../writer/pendingWrite.js';
import type { NodeContext } from './nodeContext.js';

type Target = Readonly<{ stream: string; expected: bigint }>;

/** Streams.Append: one append per call, written when the client has sent all of it. */
export const append =
  (node: NodeContext) =>
  (call: ServerReadableStream<AppendReq, AppendResp>, callback: sendUnaryData<AppendResp>): void => {
    const events: ProposedEvent[] = [];
    let target: Target | undefined;
    let bytes = 0;
    let write: PendingWrite | undefined;
    let over = false;
    const finish = (failure: Failure | null, response?: AppendResp) => {
      if (over) return;
      over = true;
      closed();
      callback(failure, response);
    };
    const closed = node.openCalls.add('append', finish);

    call.on('data', (message: AppendReq) => {
      if (over) return;
      if (target === undefined) {
        const read = readTarget(message);
        if ('code' in read) finish(read);
        else target = read;
        return;
      }
      const event = readEvent(message);
      if ('code' in event) return finish(event);
      bytes += sizeOf(event);
      if (bytes > node.maxAppendBytes) return finish(appendTooLarge(node.maxAppendBytes));
      events.push(event);
    });
    call.on('end', () => {
      if (over) return;
      if (target === undefined) return finish(invalidArgument('the append has no options'));
      const { stream, expected } = target;
      write = node.writer.submit({ kind: 'append', stream, expected, events }, node.writeTimeoutMs, (outcome) => {
        const answer = toAnswer(outcome, stream, expected);
        if ('code' in answer) finish(answer);
        else finish(null, answer);
      });
    });
    call.on('cancelled', () => {
      if (write && !write.decided) write.abandon();
      finish(unavailable());
    });
  };

function readTarget(message: AppendReq): Target | Failure {
  const options = message.getOptions();
  const stream = readStreamName(options?.getStreamIdentifier());
  if (options === undefined) return invalidArgument('the first message of an append must be its options');
  if (stream === undefined) return invalidArgument('the stream name is missing or invalid');
  const expected = readExpectedRevision(options);
  return expected === undefined ? invalidArgument('the expected revision is missing') : { stream, expected };
}

function readEvent(message: AppendReq): ProposedEvent | Failure {
  const proposed = message.getProposedMessage();
  if (proposed === undefined) return invalidArgument('an append has its options only once');
  const event = readProposedEvent(proposed);
  if (!isDefect(event)) return event;
  return event.missing ? missingProperty(event.missing) : invalidArgument(event.text);
}

function toAnswer(outcome: WriteOutcome, stream: string, expected: bigint): AppendResp | Failure {
  switch (outcome.kind) {
    case 'written':
      return appended(outcome.revision, outcome.position);
    case 'nothingToWrite':
      return nothingAppended(outcome.revision);
    case 'conflict':
      return appendConflict(expected, outcome.current);
    case 'deleted':
      return streamDeleted(stream);
    case 'timeout':
      return writeTimedOut();
    case 'unavailable':
      return unavailable(outcome.reason);
  }
}
