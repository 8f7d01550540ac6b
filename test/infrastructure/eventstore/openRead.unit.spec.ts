import { PassThrough } from 'node:stream';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams, { type ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { describe, expect, it } from 'vitest';
import { OpenRead, type OpenReadOptions, ProtocolViolation } from '../../../infrastructure/eventstore/openRead.js';
import { decodeReadResponse, type ReadResponse } from '../../../infrastructure/eventstore/readResponses.js';
import type { ReadCall } from '../../../infrastructure/eventstore/storeConnection.js';

/** A call with the server's end in the hands of the test. */
function openRead(options: Partial<OpenReadOptions> = {}) {
  const call = new PassThrough({ objectMode: true, highWaterMark: 1 });
  let cancelled = false;
  const cancel = () => {
    cancelled = true;
  };
  const read = new OpenRead(Object.assign(call, { cancel }) as unknown as ReadCall, {
    after: undefined,
    maxBuffered: 100,
    ...options,
  });
  return { call, read, cancelled: () => cancelled };
}

/** As it arrives: encoded by the official classes, decoded by ours. */
const received = (response: ReadResp): ReadResponse => decodeReadResponse(Buffer.from(response.serializeBinary()));

function eventAt(position: number, type = 'SeatsChanged'): ReadResponse {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(`00000000-0000-4000-8000-${String(position).padStart(12, '0')}`))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from('team-1')))
    .setStreamRevision('0')
    .setCommitPosition(String(position))
    .setData(Buffer.from('{}'));
  recorded.getMetadataMap().set('type', type).set('created', '17000000000001239');
  return received(new streams.ReadResp().setEvent(new streams.ReadResp.ReadEvent().setEvent(recorded)));
}

const checkpointAt = (position: number) =>
  received(new streams.ReadResp().setCheckpoint(new streams.ReadResp.Checkpoint().setCommitPosition(String(position))));
const caughtUp = () => received(new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()));
const positions = (read: OpenRead) => read.take().events.map(({ position }) => Number(position));

describe('an open read', () => {
  it('hands over all that came while nobody looked, and how far that goes', async () => {
    const { call, read } = openRead();
    for (const message of [eventAt(3), eventAt(5), checkpointAt(9), caughtUp()]) call.write(message);
    while (!read.take().live) await read.news(1_000);
    call.write(eventAt(11));
    expect(await read.news(1_000)).toBe(true);
    expect(read.take()).toMatchObject({ events: [{ position: 11n }], position: 11n, live: true, ended: false });
    expect(read.hasNews).toBe(false);
  });

  it('stops taking in what is not taken from it', async () => {
    const { call, read } = openRead({ maxBuffered: 4 });
    for (let position = 1; position <= 20; position++) call.write(eventAt(position));
    const batches: number[][] = [];
    while (batches.flat().length < 20) {
      await read.news(1_000);
      await new Promise(setImmediate);
      batches.push(positions(read));
    }
    expect(batches.flat()).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(Math.max(...batches.map(({ length }) => length))).toBe(4);
  });

  it('is not live while a full buffer says that there may be more', async () => {
    const { call, read } = openRead({ maxBuffered: 2 });
    for (const message of [caughtUp(), eventAt(1), eventAt(2), eventAt(3)]) call.write(message);
    await read.news(1_000);
    await new Promise(setImmediate);
    expect(read.take()).toMatchObject({ live: false, position: 2n });
    await read.news(1_000);
    await new Promise(setImmediate);
    expect(read.take()).toMatchObject({ live: true, position: 3n });
  });

  it('drops what was seen before and what does not match, and counts it as seen', async () => {
    const { call, read } = openRead({ after: 4n, matches: ({ type }) => type === 'Mine' });
    for (const message of [eventAt(4, 'Mine'), eventAt(5, 'Mine'), eventAt(6, 'Other')]) call.write(message);
    call.end();
    const events: number[] = [];
    for (let ended = false; !ended; ) {
      await read.news(1_000);
      const taken = read.take();
      events.push(...taken.events.map(({ position }) => Number(position)));
      ({ ended } = taken);
    }
    expect(events).toEqual([5]);
    expect(read.take().position).toBe(6n);
  });

  it('ends with what it has when positions do not ascend', async () => {
    const { call, read, cancelled } = openRead();
    for (const message of [eventAt(2), eventAt(3), eventAt(3)]) call.write(message);
    const events: number[] = [];
    while (!read.failure) {
      await read.news(1_000);
      events.push(...positions(read));
    }
    expect([...events, ...positions(read)]).toEqual([2, 3]);
    expect(read.failure).toBeInstanceOf(ProtocolViolation);
    expect(cancelled()).toBe(true);
  });

  it('tells silence from news, and keeps the failure behind the last events', async () => {
    const { call, read } = openRead();
    expect(await read.news(1)).toBe(false);
    call.write(eventAt(1));
    await read.news(1_000);
    expect(positions(read)).toEqual([1]);
    call.destroy(new Error('connection lost'));
    expect(await read.news(1_000)).toBe(true);
    expect(read.take()).toMatchObject({ events: [], ended: true });
    expect(read.failure?.message).toBe('connection lost');
  });

  it('reads the time of recording to the millisecond, cut off', async () => {
    const { call, read } = openRead();
    call.write(eventAt(1));
    await read.news(1_000);
    expect(read.take().events[0]?.recordedAt.getTime()).toBe(1_700_000_000_000);
  });
});
