import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams, { type ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { describe, expect, it } from 'vitest';
import { decodeReadResponse } from '../../../infrastructure/eventstore/readResponses.js';
import { field, varintField } from '../../../infrastructure/protobuf/wireWriter.js';

const { ReadResp: Response } = streams;
const id = '7f1de2c6-0a3b-4c5d-8e9f-a0b1c2d3e4f5';
const encoded = (response: ReadResp) => Buffer.from(response.serializeBinary());
const decoded = (response: ReadResp) => decodeReadResponse(encoded(response));
const bytes = (text: string) => Buffer.from(text);

function recorded(data = '{"seats":3}', metadata = '{"commandId":"c1"}') {
  const event = new Response.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(bytes('team-größe')))
    .setStreamRevision('7')
    .setPreparePosition('41')
    .setCommitPosition('42')
    .setData(bytes(data))
    .setCustomMetadata(bytes(metadata));
  event.getMetadataMap().set('content-type', 'application/json').set('type', 'SeatsChanged');
  event.getMetadataMap().set('created', '17000000000001239');
  return event;
}

const readEvent = (event = recorded()) =>
  new Response().setEvent(new Response.ReadEvent().setEvent(event).setCommitPosition('42'));

const expected = {
  ...{ id, type: 'SeatsChanged', stream: 'team-größe', revision: 7n, position: 42n },
  ...{ recordedAt: new Date(1_700_000_000_000), data: { seats: 3 }, metadata: { commandId: 'c1' } },
};

describe('responses to reads', () => {
  it('are read as the official classes write them', () => {
    const message = encoded(readEvent());
    expect(decodeReadResponse(message)).toEqual({ kind: 'event', event: expected, bytes: message.length });
  });

  it('may hold ids as two halves, and numbers of all 64 bits', () => {
    const halves = new shared.UUID.Structured()
      .setMostSignificantBits(BigInt.asIntN(64, 0x7f1de2c60a3b4c5dn).toString())
      .setLeastSignificantBits(BigInt.asIntN(64, 0x8e9fa0b1c2d3e4f5n).toString());
    const event = recorded().setId(new shared.UUID().setStructured(halves));
    event.setCommitPosition('18446744073709551615').setStreamRevision('9223372036854775807');
    expect(decoded(readEvent(event))).toMatchObject({
      event: { id, position: 2n ** 64n - 1n, revision: 2n ** 63n - 1n },
    });
  });

  it('keep text that is not JSON, and nothing where there is nothing', () => {
    expect(decoded(readEvent(recorded('not {json', '')))).toMatchObject({ event: { data: 'not {json' } });
    expect(decoded(readEvent(recorded('', '')))).toMatchObject({ event: { data: undefined, metadata: undefined } });
    const bare = new Response.ReadEvent.RecordedEvent();
    expect(decoded(readEvent(bare))).toMatchObject({
      event: { id: '', type: '', stream: '', revision: 0n, position: 0n, recordedAt: new Date(0) },
    });
  });

  it('may have their fields in any order, with fields among them that are not known yet', () => {
    const entry = (key: string, value: string) => field(6, field(2, bytes(value)), field(1, bytes(key)));
    const unknown = [
      varintField(15, 2n ** 40n),
      field(14, bytes('news')),
      Buffer.from([(13 << 3) | 1, ...bytes('12345678')]),
    ];
    const event = field(
      1,
      ...unknown,
      field(8, bytes('{"seats":3}')),
      field(7, bytes('{"commandId":"c1"}')),
      entry('type', 'SeatsChanged'),
      entry('added-later', 'x'),
      entry('created', '17000000000001239'),
      varintField(5, 42n),
      varintField(3, 7n),
      field(2, ...unknown, field(3, bytes('team-größe'))),
      field(1, ...unknown, field(2, bytes(id))),
    );
    const message = Buffer.concat([...unknown, field(1, varintField(4, 0n), ...unknown, event)]);
    expect(decodeReadResponse(message)).toMatchObject({ kind: 'event', event: expected });
  });

  it('give the event that a link leads to, and nothing for a link whose event is gone', () => {
    const link = recorded('1@team', '').setCommitPosition('50');
    const resolved = new Response.ReadEvent().setEvent(recorded()).setLink(link);
    expect(decoded(new Response().setEvent(resolved))).toMatchObject({ kind: 'event', event: expected });
    expect(decoded(new Response().setEvent(new Response.ReadEvent().setLink(link)))).toEqual({ kind: 'other' });
  });

  it('say how far the log was seen', () => {
    const checkpoint = new Response.Checkpoint().setCommitPosition('9').setPreparePosition('8');
    expect(decoded(new Response().setCheckpoint(checkpoint))).toEqual({ kind: 'checkpoint', position: 9n });
    expect(decoded(new Response().setCaughtUp(new Response.CaughtUp()))).toEqual({ kind: 'caughtUp' });
    expect(decoded(new Response().setFellBehind(new Response.FellBehind()))).toEqual({ kind: 'fellBehind' });
  });

  it.each([
    new Response().setConfirmation(new Response.SubscriptionConfirmation().setSubscriptionId('s')),
    new Response().setStreamNotFound(new Response.StreamNotFound()),
    new Response().setFirstStreamPosition('0'),
    new Response().setLastStreamPosition('5'),
    new Response().setLastAllStreamPosition(new shared.AllStreamPosition().setCommitPosition('1')),
    new Response(),
  ])('leave aside what nobody asked for (%#)', (response) => {
    expect(decoded(response)).toEqual({ kind: 'other' });
  });

  it('are refused when they are cut off anywhere within a field', () => {
    const message = encoded(readEvent());
    for (let length = 1; length < message.length; length++)
      expect(() => decodeReadResponse(message.subarray(0, length))).toThrow('ends after its message');
    // The same where the bytes of the next field would be there to read on in.
    const inner = field(1, Buffer.from([10, 200]));
    expect(() => decodeReadResponse(Buffer.concat([inner, Buffer.alloc(300)]))).toThrow('ends after its message');
  });
});
