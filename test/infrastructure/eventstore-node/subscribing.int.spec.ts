import { END, START, StreamDeletedError } from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';
import { follow, places } from './following.js';
import { nodeUnderTest } from './nodeUnderTest.js';
import { wholeLog } from './reading.js';
import { event, events, newStream } from './testEvents.js';

// Small pages and a small cache, so that history and live records meet in many places.
const { client, node } = nodeUnderTest({ pageSize: 7, recentRecords: 30, lagThreshold: 20 });

const named = (stream: string, count: number, first = 0) =>
  Array.from({ length: count }, (_, index) => `${first + index}@${stream}`);

describe('a subscription to a stream', () => {
  it('delivers history, says that it has caught up once, and goes on live', async () => {
    const stream = newStream();
    await client().appendToStream(stream, events(stream, 40));
    const followed = follow(client().subscribeToStream(stream));
    await followed.caughtUp();
    expect(places(followed.events)).toEqual(named(stream, 40));
    for (let number = 40; number < 50; number++) await client().appendToStream(stream, event(stream, number));
    await followed.received(50);
    expect(places(followed.events)).toEqual(named(stream, 50));
    expect(followed.caughtUpAt).toEqual([40]);
    await followed.unsubscribe();
  });

  it.each([
    ['the start', START, 0],
    ['after a revision', 2n, 3],
    ['the end', END, 5],
  ] as const)('starts from %s', async (_title, fromRevision, first) => {
    const stream = newStream();
    await client().appendToStream(stream, events(stream, 5));
    const followed = follow(client().subscribeToStream(stream, { fromRevision }));
    await followed.caughtUp();
    await client().appendToStream(stream, event(stream, 5));
    await followed.received(6 - first);
    expect(places(followed.events)).toEqual(named(stream, 6 - first, first));
    await followed.unsubscribe();
  });

  it('waits for a stream that does not exist, and for a revision that does not', async () => {
    const stream = newStream();
    const early = follow(client().subscribeToStream(stream));
    const late = follow(client().subscribeToStream(stream, { fromRevision: 3n }));
    await Promise.all([early.caughtUp(), late.caughtUp()]);
    await client().appendToStream(stream, events(stream, 6));
    await Promise.all([early.received(6), late.received(2)]);
    expect(places(late.events)).toEqual(named(stream, 2, 4));
    await Promise.all([early.unsubscribe(), late.unsubscribe()]);
  });

  it('goes on with a stream that is deleted and written to again', async () => {
    const stream = newStream();
    await client().appendToStream(stream, events(stream, 3));
    const followed = follow(client().subscribeToStream(stream));
    await followed.received(3);
    await client().deleteStream(stream);
    await client().appendToStream(stream, events(stream, 2, 3));
    await followed.received(5);
    expect(places(followed.events)).toEqual(named(stream, 5));
    await followed.unsubscribe();
  });

  it('ends with the record that closes the stream', async () => {
    const stream = newStream();
    await client().appendToStream(stream, events(stream, 2));
    const followed = follow(client().subscribeToStream(stream));
    await followed.caughtUp();
    await client().tombstoneStream(stream);
    expect(await followed.failed()).toBeInstanceOf(StreamDeletedError);
    expect(followed.events.at(-1)?.event?.type).toBe('$streamDeleted');
    const again = follow(client().subscribeToStream(stream));
    expect(await again.failed()).toBeInstanceOf(StreamDeletedError);
    expect(again.events).toEqual([]);
  });
});

describe('a subscription to $all', () => {
  it.each([
    ['the start', START],
    ['after a position', { commit: 20n, prepare: 20n }],
    ['the end', END],
  ] as const)('delivers everything from %s on, in order', async (_title, fromPosition) => {
    const first = fromPosition === START ? 1n : fromPosition === END ? node().stats().head + 1n : 21n;
    const followed = follow(client().subscribeToAll({ fromPosition }));
    await followed.caughtUp();
    const stream = newStream();
    for (let number = 0; number < 10; number++) await client().appendToStream(stream, event(stream, number));
    await followed.received(Number(node().stats().head - first) + 1);
    expect(followed.events.map(({ event: one }) => one?.position?.commit)).toEqual(
      followed.events.map((_, index) => first + BigInt(index)),
    );
    expect(followed.caughtUpAt).toHaveLength(1);
    await followed.unsubscribe();
  });

  it('waits at a position the log has not reached', async () => {
    const after = node().stats().head + 2n;
    const followed = follow(client().subscribeToAll({ fromPosition: { commit: after, prepare: after } }));
    await followed.caughtUp();
    const stream = newStream();
    await client().appendToStream(stream, events(stream, 4));
    await followed.received(2);
    expect(places(followed.events)).toEqual(named(stream, 2, 2));
    await followed.unsubscribe();
  });

  it('misses nothing while many write', async () => {
    const before = node().stats().head;
    const early = follow(client().subscribeToAll({ fromPosition: { commit: before, prepare: before } }));
    const writers = Array.from({ length: 16 }, async (_, writer) => {
      const stream = newStream(`writer-${writer}`);
      for (let number = 0; number < 25; number++) await client().appendToStream(stream, event(stream, number));
    });
    const late = follow(client().subscribeToAll({ fromPosition: { commit: before, prepare: before } }));
    await Promise.all(writers);
    await Promise.all([early.received(400), late.received(400)]);
    const log = (await wholeLog(client())).slice(Number(before));
    expect(places(early.events)).toEqual(places(log));
    expect(places(late.events)).toEqual(places(log));
    await Promise.all([early.unsubscribe(), late.unsubscribe()]);
  });

  it('serves many at once', async () => {
    const all = Array.from({ length: 50 }, () => follow(client().subscribeToAll({ fromPosition: END })));
    await Promise.all(all.map((each) => each.caughtUp()));
    expect(node().stats().openSubscriptions).toBeGreaterThanOrEqual(50);
    const stream = newStream();
    for (let number = 0; number < 10; number++) await client().appendToStream(stream, event(stream, number));
    await Promise.all(all.map((each) => each.received(10)));
    for (const each of all) expect(places(each.events)).toEqual(named(stream, 10));
    await Promise.all(all.map((each) => each.unsubscribe()));
  });

  it('waits for a slow consumer, holds up nobody else, and tells it when it has caught up again', async () => {
    const slow = client().subscribeToAll({ fromPosition: END });
    const followed = follow(slow);
    await followed.caughtUp();
    slow.pause();
    const stream = newStream();
    const large = 'x'.repeat(20_000);
    for (let number = 0; number < 100; number++) {
      await client().appendToStream(stream, { ...event(stream, number), data: { large } });
    }
    const held = followed.events.length;
    slow.resume();
    await followed.until(() => followed.caughtUpAt.length === 2);
    expect(held).toBeLessThan(100);
    expect(places(followed.events)).toEqual(named(stream, 100));
    await followed.unsubscribe();
  });
});
