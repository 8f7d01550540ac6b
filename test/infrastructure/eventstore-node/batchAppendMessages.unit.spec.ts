import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBatchAppendRequest } from '../../../infrastructure/embedded/eventstore-node/protocol/batchAppendRequests.js';
import { batchResponse } from '../../../infrastructure/embedded/eventstore-node/protocol/batchAppendResponses.js';
import {
  emptyPb,
  sharedPb,
  streamsPb,
} from '../../../infrastructure/embedded/eventstore-node/protocol/clientPackage.js';
import { structuredUuid } from '../../../infrastructure/embedded/eventstore-node/protocol/uuids.js';
import { any, noStream, streamExists } from '../../../infrastructure/embedded/eventstore-node/writer/operations.js';

const { BatchAppendReq, BatchAppendResp } = streamsPb;
const named = (id: string) => new sharedPb.UUID().setString(id);
const identifier = (stream: string) => new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream));
const bytesOf = (message: Readonly<{ serializeBinary(): Uint8Array }>) => Buffer.from(message.serializeBinary());
const id = '6f1d9a52-6c0e-4b7e-9d3a-5d3f7a1c0b42';
const read = (message: InstanceType<typeof BatchAppendReq>) => readBatchAppendRequest(bytesOf(message));

describe('a request to append', () => {
  it('is read as the generated classes wrote it', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.boolean(),
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.bigInt(0n, 2n ** 63n - 1n),
        fc.array(fc.record({ id: fc.uuid(), data: fc.uint8Array(), metadata: fc.uint8Array(), json: fc.boolean() })),
        (correlationId, halves, stream, revision, proposed) => {
          const request = new BatchAppendReq()
            .setCorrelationId(halves ? structuredUuid(correlationId) : named(correlationId))
            .setOptions(
              new BatchAppendReq.Options().setStreamIdentifier(identifier(stream)).setStreamPosition(`${revision}`),
            )
            .setIsFinal(true);
          for (const each of proposed) {
            const message = new BatchAppendReq.ProposedMessage()
              .setId(named(each.id))
              .setData(each.data)
              .setCustomMetadata(each.metadata);
            message.getMetadataMap().set('content-type', each.json ? 'application/json' : 'application/octet-stream');
            message.getMetadataMap().set('type', 'SeatsChanged');
            request.addProposedMessages(message);
          }
          const { correlationKey, options, events, isFinal } = read(request);
          expect({ correlationKey, isFinal }).toEqual({ correlationKey: correlationId, isFinal: true });
          expect(options?.streamIdentifier).toEqual(bytesOf(identifier(stream)));
          expect(options?.expected).toBe(revision);
          expect(events).toEqual(
            proposed.map(({ data, metadata, ...rest }) => ({
              ...rest,
              type: 'SeatsChanged',
              data: Buffer.from(data),
              metadata: Buffer.from(metadata),
            })),
          );
        },
      ),
    );
  });

  it('may expect nothing, anything or something, until a moment', () => {
    const empty = new emptyPb.Empty();
    const options = () => new BatchAppendReq.Options();
    const expectedOf = (set: InstanceType<typeof BatchAppendReq.Options>) =>
      read(new BatchAppendReq().setOptions(set)).options?.expected;
    expect(expectedOf(options().setNoStream(empty))).toBe(noStream);
    expect(expectedOf(options().setAny(empty))).toBe(any);
    expect(expectedOf(options().setStreamExists(empty))).toBe(streamExists);
    expect(expectedOf(options())).toBeUndefined();
    expect(expectedOf(options().setStreamPosition('0'))).toBe(0n);
  });

  it('says what an event lacks', () => {
    const proposing = (message: InstanceType<typeof BatchAppendReq.ProposedMessage>) =>
      read(new BatchAppendReq().setProposedMessagesList([message])).events;
    expect(proposing(new BatchAppendReq.ProposedMessage())).toEqual([
      { missing: undefined, text: 'the event id is missing or not a UUID' },
    ]);
    expect(proposing(new BatchAppendReq.ProposedMessage().setId(named(id)))).toEqual([
      { missing: 'type', text: "Required Metadata Property 'type' is missing" },
    ]);
  });
});

describe('the response to an append', () => {
  const reference = {
    correlationId: bytesOf(named(id)),
    streamIdentifier: bytesOf(identifier('größe-1')),
    expected: noStream,
  };
  const response = () => new BatchAppendResp().setCorrelationId(named(id)).setStreamIdentifier(identifier('größe-1'));
  const place = (position: string) =>
    new sharedPb.AllStreamPosition().setCommitPosition(position).setPreparePosition(position);

  it('is encoded as the generated classes do', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 63n - 1n), fc.bigInt(1n, 2n ** 63n - 1n), (revision, position) => {
        const success = new BatchAppendResp.Success()
          .setCurrentRevision(`${revision}`)
          .setPosition(place(`${position}`));
        expect(batchResponse(reference, { kind: 'written', revision, position })).toEqual(
          bytesOf(response().setSuccess(success)),
        );
      }),
    );
    const nothing = new BatchAppendResp.Success().setNoStream(new emptyPb.Empty()).setNoPosition(new emptyPb.Empty());
    expect(batchResponse(reference, { kind: 'nothingToWrite', revision: -1n })).toEqual(
      bytesOf(response().setSuccess(nothing)),
    );
  });

  it('says why nothing was written in a status with details', () => {
    const { expected, ...unexpected } = reference;
    expect(expected).toBe(noStream);
    const status = BatchAppendResp.deserializeBinary(
      batchResponse({ ...unexpected, expected: 3n }, { kind: 'conflict', current: 5n }),
    ).getError();
    expect(status?.getMessage()).toBe('WrongExpectedVersion');
    const details = sharedPb.WrongExpectedVersion.deserializeBinary(
      status?.getDetails()?.getValue_asU8() ?? Buffer.of(),
    );
    expect([details.getCurrentStreamRevision(), details.getExpectedStreamPosition()]).toEqual(['5', '3']);
    const deleted = BatchAppendResp.deserializeBinary(batchResponse(reference, { kind: 'deleted' })).getError();
    expect(deleted?.getDetails()?.getTypeName()).toBe('event_store.client.StreamDeleted');
    const named = sharedPb.StreamDeleted.deserializeBinary(deleted?.getDetails()?.getValue_asU8() ?? Buffer.of());
    expect(Buffer.from(named.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString()).toBe('größe-1');
  });
});
