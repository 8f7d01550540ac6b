import { jsonEvent, NO_STREAM, STREAM_EXISTS, StreamDeletedError, StreamNotFoundError } from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';
import { appendMethods, nodeUnderTest } from './nodeUnderTest.js';
import { collect, rejection, revisions, wholeLog } from './reading.js';
import { event, events, idOf, newStream } from './testEvents.js';

const { client, restart } = nodeUnderTest();

const filled = async (count = 5): Promise<string> => {
  const stream = newStream();
  await client().appendToStream(stream, events(stream, count));
  return stream;
};
const metadataOf = async (stream: string) => (await client().getStreamMetadata(stream)).metadata;

it('keeps metadata of a stream whole, custom keys included', async () => {
  const stream = await filled();
  expect(await metadataOf(stream)).toBeUndefined();
  await client().setStreamMetadata(stream, { maxCount: 3, owner: 'me', nested: { a: [1] } });
  expect(await metadataOf(stream)).toMatchObject({ maxCount: 3, owner: 'me', nested: { a: [1] } });
  await client().setStreamMetadata(stream, { maxCount: 2 });
  expect(await revisions(client(), `$$${stream}`)).toEqual([1n]);
});

it.each([
  ['maxCount', { maxCount: 2 }, [3n, 4n]],
  ['truncateBefore', { truncateBefore: 3 }, [3n, 4n]],
  ['the larger of the two', { truncateBefore: 4, maxCount: 3 }, [4n]],
  ['truncateBefore beyond the end: empty, not missing', { truncateBefore: 99 }, []],
  ['a maxCount above the number of events', { maxCount: 9 }, [0n, 1n, 2n, 3n, 4n]],
] as const)('hides events by %s', async (_title, metadata, visible) => {
  const stream = await filled();
  await client().setStreamMetadata(stream, metadata);
  expect(await revisions(client(), stream)).toEqual(visible);
  const downwards = [...visible].reverse();
  expect(await revisions(client(), stream, { direction: 'backwards', fromRevision: 'end' })).toEqual(downwards);
  await restart();
  expect(await revisions(client(), stream, { maxCount: 1 })).toEqual(visible.slice(0, 1));
  const log = await wholeLog(client());
  expect(log.filter(({ event: one }) => one?.streamId === stream)).toHaveLength(5);
});

it('hides events older than maxAge', async () => {
  const stream = await filled();
  await client().setStreamMetadata(stream, { maxAge: 3600 });
  expect(await revisions(client(), stream)).toHaveLength(5);
  const raw = (value: string) =>
    client().appendToStream(`$$${stream}`, jsonEvent({ id: idOf(value), type: '$metadata', data: JSON.parse(value) }));
  await raw('{"$maxAge":0.5}');
  expect(await revisions(client(), stream)).toHaveLength(5);
  await raw('{"$maxCount":"two"}');
  expect(await revisions(client(), stream)).toHaveLength(5);
});

describe('a deleted stream', () => {
  it('is not found, stays in $all, and can be deleted again', async () => {
    const stream = await filled();
    const { position } = await client().deleteStream(stream);
    await expect(revisions(client(), stream)).rejects.toThrow(StreamNotFoundError);
    const log = await wholeLog(client());
    expect(log.filter(({ event: one }) => one?.streamId === stream)).toHaveLength(5);
    expect(log.find(({ event: one }) => one?.streamId === `$$${stream}`)?.event?.position).toEqual(position);
    await client().deleteStream(stream);
  });

  it.each(appendMethods)('comes back with later revisions when written to, by %s', async (_name, method) => {
    const stream = await filled();
    await client().setStreamMetadata(stream, { owner: 'me' });
    await client().deleteStream(stream, { expectedRevision: 4n });
    const error = await rejection(
      client().appendToStream(stream, event(stream, 5), { ...method, expectedRevision: STREAM_EXISTS }),
    );
    expect(error).toBeInstanceOf(StreamDeletedError);
    const answer = await client().appendToStream(stream, events(stream, 2, 5), {
      ...method,
      expectedRevision: NO_STREAM,
    });
    expect(answer.nextExpectedRevision).toBe(6n);
    expect(await revisions(client(), stream)).toEqual([5n, 6n]);
    expect(await metadataOf(stream)).toEqual({ truncateBefore: 5 });
    await restart();
    expect(await revisions(client(), stream)).toEqual([5n, 6n]);
  });

  it.each([
    ['any revision', 'any'],
    ['its last revision', 4n],
  ] as const)('comes back when written to at %s', async (_title, expectedRevision) => {
    const stream = await filled();
    await client().deleteStream(stream);
    await client().appendToStream(stream, event(stream, 5), { expectedRevision });
    expect(await revisions(client(), stream)).toEqual([5n]);
  });

  it('comes back when its metadata is written, without its old events', async () => {
    const stream = await filled();
    await client().deleteStream(stream);
    await client().setStreamMetadata(stream, { owner: 'you' });
    expect(await metadataOf(stream)).toEqual({ owner: 'you', truncateBefore: 5 });
    expect(await revisions(client(), stream)).toEqual([]);
  });

  it('cannot be one that never was', async () => {
    expect(await rejection(client().deleteStream(newStream()))).toMatchObject({
      type: 'wrong-expected-version',
      actualVersion: -1n,
    });
  });

  it.each(['deleteStream', 'tombstoneStream'] as const)('must be at the expected revision (%s)', async (method) => {
    const stream = await filled();
    const error = await rejection(client()[method](stream, { expectedRevision: 3n }));
    expect(error).toMatchObject({
      type: 'wrong-expected-version',
      streamName: stream,
      expectedVersion: 3n,
      actualVersion: 4n,
    });
    expect(await revisions(client(), stream)).toHaveLength(5);
  });
});

describe('a tombstoned stream', () => {
  it.each([
    ['with events', 5],
    ['without events', 0],
  ])('is closed for ever (%s)', async (_title, count) => {
    const stream = count > 0 ? await filled(count) : newStream('grün');
    const { position } = await client().tombstoneStream(stream);
    for (let round = 0; round < 2; round++) {
      for (const [, method] of appendMethods) {
        await expect(client().appendToStream(stream, event(stream, 9), method)).rejects.toThrow(StreamDeletedError);
        await expect(client().appendToStream(`$$${stream}`, event(stream, 9), method)).rejects.toThrow(
          StreamDeletedError,
        );
      }
      await expect(revisions(client(), stream)).rejects.toThrow(StreamDeletedError);
      await expect(revisions(client(), `$$${stream}`)).rejects.toThrow(StreamDeletedError);
      await expect(client().deleteStream(stream)).rejects.toThrow(StreamDeletedError);
      await expect(client().tombstoneStream(stream)).rejects.toThrow(StreamDeletedError);
      await restart();
    }
    const last = await collect(client().readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 }));
    expect(last[0]?.event).toMatchObject({ type: '$streamDeleted', streamId: stream, position });
  });

  it('is named in the error, whatever its name', async () => {
    const stream = newStream('größe 100%');
    await client().tombstoneStream(stream);
    const error = await rejection(revisions(client(), stream));
    expect(error).toBeInstanceOf(StreamDeletedError);
    expect(error).toMatchObject({ streamName: expect.stringMatching(/^gr%C3%B6%C3%9Fe 100%-\d+$/) });
    expect(await rejection(client().appendToStream(stream, event(stream, 0)))).toMatchObject({ streamName: stream });
  });
});
