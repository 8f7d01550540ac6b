import type { AppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { ProposedEvent } from '../log/record.js';
import { readUuid } from './uuids.js';

/** What is wrong with a proposed event. */
export type EventDefect = Readonly<{ missing: 'type' | 'content-type' | undefined; text: string }>;

/** What a client says of an event. */
export type Proposal = Readonly<{
  id: string | undefined;
  type: string | undefined;
  contentType: string | undefined;
  data: Uint8Array;
  metadata: Uint8Array;
}>;

/** Reads a proposed event, or says what is wrong with it. */
export function readProposedEvent(message: AppendReq.ProposedMessage): ProposedEvent | EventDefect {
  const properties = message.getMetadataMap();
  return proposedEvent({
    id: readUuid(message.getId()),
    type: properties.get('type'),
    contentType: properties.get('content-type'),
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  });
}

/** The proposed event, or what is wrong with it. */
export function proposedEvent({ id, type, contentType, data, metadata }: Proposal): ProposedEvent | EventDefect {
  if (id === undefined) return { missing: undefined, text: 'the event id is missing or not a UUID' };
  if (!type) return missing('type');
  if (!contentType) return missing('content-type');
  if (type.includes('\0')) return { missing: undefined, text: 'the event type contains a NUL character' };
  return { id, type, json: contentType === 'application/json', data, metadata };
}

export const isDefect = (value: ProposedEvent | EventDefect): value is EventDefect => 'missing' in value;

/** What counts towards the limit of one append. */
export const sizeOf = ({ data, metadata }: ProposedEvent): number => data.length + metadata.length;

const missing = (property: 'type' | 'content-type'): EventDefect => ({
  missing: property,
  text: `Required Metadata Property '${property}' is missing`,
});
