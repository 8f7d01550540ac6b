import type { AppendReq, BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { ProposedEvent } from '../log/record.js';
import { readUuid } from './uuids.js';

type ProposedMessage = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage;

/** What is wrong with a proposed event. */
export type EventDefect = Readonly<{ missing: 'type' | 'content-type' | undefined; text: string }>;

/** Reads a proposed event, or says what is wrong with it. */
export function readProposedEvent(message: ProposedMessage): ProposedEvent | EventDefect {
  const id = readUuid(message.getId());
  if (id === undefined) return { missing: undefined, text: 'the event id is missing or not a UUID' };
  const properties = message.getMetadataMap();
  const type = properties.get('type');
  const contentType = properties.get('content-type');
  if (!type) return missing('type');
  if (!contentType) return missing('content-type');
  if (type.includes('\0')) return { missing: undefined, text: 'the event type contains a NUL character' };
  return {
    id,
    type,
    json: contentType === 'application/json',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

export const isDefect = (value: ProposedEvent | EventDefect): value is EventDefect => 'missing' in value;

/** What counts towards the limit of one append. */
export const sizeOf = ({ data, metadata }: ProposedEvent): number => data.length + metadata.length;

const missing = (property: 'type' | 'content-type'): EventDefect => ({
  missing: property,
  text: `Required Metadata Property '${property}' is missing`,
});
