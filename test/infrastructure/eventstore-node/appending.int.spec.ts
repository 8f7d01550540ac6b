import {
  ANY,
  binaryEvent,
  jsonEvent,
  NO_STREAM,
  STREAM_EXISTS,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';
import { appendMethods, nodeUnderTest } from './nodeUnderTest.js';
import { collect, contiguous, positions, rejection, revisions, wholeLog } from './reading.js';
import { event, events, idOf, newStream } from './testEvents.js';

const { client, node } = nodeUnderTest();

describe.each(appendMethods)('%s', (_name, method) => {
  it('stores events as they were given', async () => {
    const stream = newStream('käfer/☃');
    const data = { text: 'grün', deep: [1, { two: null }] };
    const metadata = { $correlationId: 'c', by: 'me' };
    const bytes = Uint8Array.from([0, 255, 10, 13]);
    const json = jsonEvent({ id: idOf(stream), type: 'Gefärbt', data, metadata });
    const binary = binaryEvent({ id: idOf(`${stream} b`), type: 'Bytes', data: bytes, metadata: bytes });
    await client().appendToStream(stream, [json, binary], method);
    const [first, second] = (await collect(client().readStream(stream))).map((resolved) => resolved.event);
    expect(first).toMatchObject({ id: idOf(stream), streamId: stream, type: 'Gefärbt', isJson: true, data, metadata });
    expect(second).toMatchObject({ type: 'Bytes', isJson: false, revision: 1n });
    expect(second?.data).toEqual(bytes);
    expect(second?.metadata).toEqual(bytes);
    expect(first?.created.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it('answers with revision and position of the last event', async () => {
    const stream = newStream();
    const answer = await client().appendToStream(stream, events(stream, 3), { ...method, expectedRevision: NO_STREAM });
    const read = await collect(client().readStream(stream));
    expect(answer).toMatchObject({ success: true, nextExpectedRevision: 2n, position: read[2]?.event?.position });
    const next = await client().appendToStream(stream, event(stream, 3), { ...method, expectedRevision: 2n });
    expect(next.nextExpectedRevision).toBe(3n);
  });

  it.each([
    ['no stream', NO_STREAM],
    ['a lower revision', 0n],
    ['a higher revision', 2n],
  ] as const)('refuses an expected revision of %s', async (_title, expectedRevision) => {
    const stream = newStream();
    await client().appendToStream(stream, events(stream, 2), method);
    const error = await rejection(client().appendToStream(stream, event(stream, 9), { ...method, expectedRevision }));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ streamName: stream, expectedVersion: expectedRevision, actualVersion: 1n });
    expect(await revisions(client(), stream)).toEqual([0n, 1n]);
  });

  it.each([
    ['an exact revision', 0n],
    ['an existing stream', STREAM_EXISTS],
  ] as const)('refuses to expect %s where there is no stream', async (_title, expectedRevision) => {
    const stream = newStream();
    const error = await rejection(client().appendToStream(stream, event(stream, 0), { ...method, expectedRevision }));
    expect(error).toMatchObject({
      type: 'wrong-expected-version',
      expectedVersion: expectedRevision,
      actualVersion: 'no_stream',
    });
    await expect(revisions(client(), stream)).rejects.toThrow(StreamNotFoundError);
  });

  it('accepts an append of no events as a check', async () => {
    const stream = newStream();
    const none = await client().appendToStream(stream, [], { ...method, expectedRevision: ANY });
    expect(none.position).toBeUndefined();
    await client().appendToStream(stream, events(stream, 2), method);
    const some = await client().appendToStream(stream, [], { ...method, expectedRevision: 1n });
    expect(some).toMatchObject({ nextExpectedRevision: 1n, position: undefined });
    await expect(client().appendToStream(stream, [], { ...method, expectedRevision: 0n })).rejects.toThrow(
      WrongExpectedVersionError,
    );
  });

  it('refuses the names of no stream', async () => {
    await expect(client().appendToStream('$$', event('$$', 0), method)).rejects.toThrow();
    await expect(client().appendToStream('$all', event('$all', 0), method)).rejects.toThrow();
    await expect(client().appendToStream('nul\0', event('nul', 0), method)).rejects.toThrow();
    await expect(client().appendToStream('x'.repeat(2001), event('long', 0), method)).rejects.toThrow();
    const longest = 'ü'.repeat(1000);
    expect((await client().appendToStream(longest, event(_name, 0), method)).success).toBe(true);
  });

  it('lets exactly one of 50 parallel appends at the same revision through', async () => {
    const stream = newStream();
    const attempts = Array.from({ length: 50 }, (_, number) =>
      client().appendToStream(stream, event(stream, number), { ...method, expectedRevision: NO_STREAM }),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(WrongExpectedVersionError);
    }
    expect(await revisions(client(), stream)).toEqual([0n]);
  });
});

it('keeps each append together, whatever is appended at the same time', async () => {
  const streams = Array.from({ length: 40 }, () => newStream());
  await Promise.all(streams.map((stream) => client().appendToStream(stream, events(stream, 7))));
  const log = await wholeLog(client());
  for (const stream of streams) {
    const places = log.flatMap(({ event: one }, index) => (one?.streamId === stream ? [index] : []));
    expect(places).toEqual(Array.from({ length: 7 }, (_, index) => (places[0] ?? 0) + index));
  }
});

it('has positions without gaps, from its own first records on', async () => {
  const log = await wholeLog(client());
  expect(positions(log)).toEqual(contiguous(log.length));
  expect(log[0]?.event).toMatchObject({ type: '$metadata', position: { commit: 1n, prepare: 1n } });
  expect(node().stats()).toMatchObject({ head: BigInt(log.length), queueLength: 0 });
});
