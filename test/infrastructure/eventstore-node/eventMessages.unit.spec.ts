import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LogRecord } from '../../../infrastructure/embedded/eventstore-node/log/record.js';
import { sharedPb, streamsPb } from '../../../infrastructure/embedded/eventstore-node/protocol/clientPackage.js';
import {
  encodeEvent,
  encodeLinked,
  type UuidForm,
} from '../../../infrastructure/embedded/eventstore-node/protocol/eventMessages.js';
import { readUuid, structuredUuid } from '../../../infrastructure/embedded/eventstore-node/protocol/uuids.js';

const { ReadResp } = streamsPb;
const record: fc.Arbitrary<LogRecord> = fc.record({
  position: fc.bigInt(1n, 2n ** 63n - 1n),
  stream: fc.string({ unit: 'grapheme', minLength: 1 }),
  revision: fc.oneof(fc.constant(0n), fc.bigInt(0n, 2n ** 63n - 1n)),
  id: fc.uuid(),
  type: fc.string({ unit: 'grapheme', minLength: 1 }),
  json: fc.boolean(),
  data: fc.uint8Array({ maxLength: 300 }),
  metadata: fc.uint8Array(),
  created: fc.integer({ min: 0, max: 4e12 }),
});

const uuid = (id: string, form: UuidForm) =>
  form === 'string' ? new sharedPb.UUID().setString(id) : structuredUuid(id);

function generated(one: LogRecord, form: UuidForm) {
  const message = new ReadResp.ReadEvent.RecordedEvent()
    .setId(uuid(one.id, form))
    .setStreamIdentifier(new sharedPb.StreamIdentifier().setStreamName(Buffer.from(one.stream)))
    .setStreamRevision(String(one.revision))
    .setCommitPosition(String(one.position))
    .setPreparePosition(String(one.position))
    .setCustomMetadata(one.metadata)
    .setData(one.data);
  message.getMetadataMap().set('type', one.type);
  message.getMetadataMap().set('created', String(one.created * 10_000));
  message.getMetadataMap().set('content-type', one.json ? 'application/json' : 'application/octet-stream');
  return message;
}

const form = fc.constantFrom<UuidForm>('string', 'structured');

it('encodes an event as the generated classes do', () => {
  fc.assert(
    fc.property(record, form, (one, ids) => {
      const event = new ReadResp.ReadEvent().setEvent(generated(one, ids)).setCommitPosition(String(one.position));
      expect(encodeEvent(one, ids)).toEqual(Buffer.from(new ReadResp().setEvent(event).serializeBinary()));
    }),
  );
});

it('encodes a link and its target as the generated classes do', () => {
  fc.assert(
    fc.property(fc.option(record, { nil: undefined }), record, form, (target, link, ids) => {
      const event = new ReadResp.ReadEvent().setLink(generated(link, ids)).setCommitPosition(String(link.position));
      if (target) event.setEvent(generated(target, ids));
      expect(encodeLinked(target, link, ids)).toEqual(Buffer.from(new ReadResp().setEvent(event).serializeBinary()));
    }),
  );
});

it('reads both forms of a UUID', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(readUuid(structuredUuid(id))).toBe(id);
      expect(readUuid(new sharedPb.UUID().setString(id.toUpperCase()))).toBe(id);
    }),
  );
});
