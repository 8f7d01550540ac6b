import type { EventToAppend, ExpectedRevision } from '../../application/ports/eventStore.js';
import { field, varintField } from '../protobuf/wireWriter.js';

/** Servers take messages of 4 MiB; this leaves room for what is not event data. */
const MESSAGE_BYTES = 3 * 1024 * 1024;

/**
 * An append as it is sent, as often as need be: the fields of BatchAppendReq in protocol buffers' encoding, written without
 * the generated classes, which cost more than all else that an append does in this process.
 */
export type EncodedAppend = Readonly<{
  stream: string;
  expected: ExpectedRevision;
  ids: readonly string[];
  /** The field that says where it belongs. */
  options: Buffer;
  /** The fields of the events, for one request, or several when they are large. */
  messages: readonly (readonly Buffer[])[];
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
  let message: Buffer[] = [];
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
  return { stream, expected, ids: events.map(({ id }) => id), options: optionsOf(stream, expected), messages };
}

/** The requests of one attempt; the server answers with the correlation id. */
export function appendRequests({ options, messages }: EncodedAppend, correlationId: string): Buffer[] {
  const correlation = field(1, field(2, Buffer.from(correlationId)));
  return messages.map((message, index) =>
    Buffer.concat([
      correlation,
      ...(index === 0 ? [options] : []),
      ...message,
      ...(index === messages.length - 1 ? [final] : []),
    ]),
  );
}

const final = varintField(4, 1n);
const noStream = field(3);

function optionsOf(stream: string, expected: ExpectedRevision): Buffer {
  const identifier = field(1, field(3, Buffer.from(stream)));
  return field(2, identifier, expected === 'noStream' ? noStream : varintField(2, expected));
}

const entry = (key: string, value: string): Buffer =>
  field(2, field(1, Buffer.from(key)), field(2, Buffer.from(value)));
const jsonContent = entry('content-type', 'application/json');

const proposedMessage = ({ id, type }: EventToAppend, data: Uint8Array, metadata: Uint8Array | undefined): Buffer =>
  field(
    3,
    field(1, field(2, Buffer.from(id))),
    entry('type', type),
    jsonContent,
    ...(metadata === undefined ? [] : [field(3, metadata)]),
    field(4, data),
  );

function jsonBytes(value: unknown): Uint8Array {
  const json: string | undefined = JSON.stringify(value);
  if (json === undefined) throw new TypeError('Event data must be representable as JSON');
  return Buffer.from(json);
}
