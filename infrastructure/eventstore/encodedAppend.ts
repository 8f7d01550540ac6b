import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams, { type BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { EventToAppend, ExpectedRevision } from '../../application/ports/eventStore.js';

/** Servers take messages of 4 MiB; this leaves room for what is not event data. */
const MESSAGE_BYTES = 3 * 1024 * 1024;

type ProposedMessage = BatchAppendReq.ProposedMessage;

/** An append as it is sent, as often as need be. */
export type EncodedAppend = Readonly<{
  stream: string;
  expected: ExpectedRevision;
  ids: readonly string[];
  /** The events in messages: one, more when they are large. */
  messages: readonly (readonly ProposedMessage[])[];
}>;

/**
 * @throws RangeError without events
 * @throws TypeError for what JSON has no word for, such as undefined or a bigint
 */
export function encodeAppend(
  stream: string,
  events: readonly EventToAppend[],
  expected: ExpectedRevision,
): EncodedAppend {
  if (events.length === 0) throw new RangeError('An append needs at least one event');
  let message: ProposedMessage[] = [];
  const messages = [message];
  let bytes = 0;
  for (const event of events) {
    const data = jsonBytes(event.data);
    const metadata = event.metadata === undefined ? undefined : jsonBytes(event.metadata);
    const size = data.length + (metadata?.length ?? 0);
    if (bytes > 0 && bytes + size > MESSAGE_BYTES) {
      message = [];
      messages.push(message);
      bytes = 0;
    }
    bytes += size;
    message.push(proposedMessage(event, data, metadata));
  }
  return { stream, expected, ids: events.map(({ id }) => id), messages };
}

/** The requests of one attempt; the server answers with the correlation id. */
export function appendRequests({ stream, expected, messages }: EncodedAppend, correlationId: string): BatchAppendReq[] {
  return messages.map((message, index) => {
    const request = new streams.BatchAppendReq()
      .setCorrelationId(new shared.UUID().setString(correlationId))
      .setProposedMessagesList([...message])
      .setIsFinal(index === messages.length - 1);
    return index === 0 ? request.setOptions(optionsOf(stream, expected)) : request;
  });
}

function optionsOf(stream: string, expected: ExpectedRevision) {
  const options = new streams.BatchAppendReq.Options().setStreamIdentifier(
    new shared.StreamIdentifier().setStreamName(Buffer.from(stream)),
  );
  return expected === 'noStream'
    ? options.setNoStream(new shared.Empty())
    : options.setStreamPosition(expected.toString());
}

function proposedMessage(event: EventToAppend, data: Uint8Array, metadata: Uint8Array | undefined): ProposedMessage {
  const message = new streams.BatchAppendReq.ProposedMessage()
    .setId(new shared.UUID().setString(event.id))
    .setData(data);
  if (metadata) message.setCustomMetadata(metadata);
  message.getMetadataMap().set('type', event.type).set('content-type', 'application/json');
  return message;
}

function jsonBytes(value: unknown): Uint8Array {
  const json: string | undefined = JSON.stringify(value);
  if (json === undefined) throw new TypeError('Event data must be representable as JSON');
  return Buffer.from(json);
}
