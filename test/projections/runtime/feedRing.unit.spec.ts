import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AnyRecordedEvent } from '../../../application/events/recordedEvent.js';
import { FeedEntry } from '../../../projections/runtime/feedEntry.js';
import { FeedRing } from '../../../projections/runtime/feedRing.js';

const entry = (position: number, data: unknown = {}) =>
  new FeedEntry(
    {
      id: `event-${position}`,
      type: 'Happened',
      stream: 'stream-1',
      revision: BigInt(position),
      position: BigInt(position),
      recordedAt: new Date('2026-01-02T03:04:05.000Z'),
      data,
      metadata: {},
    },
    (stored) => stored as unknown as AnyRecordedEvent,
  );

const bounds = { maxEvents: 10, maxWeight: 1_000_000 };

it('hands over every event after any position it covers, in order and once, whatever the batch size', () => {
  const gaps = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 5 })), { maxLength: 60 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 8 }), fc.nat(200), (batches, max, from) => {
      const ring = new FeedRing(0n, bounds);
      const all: bigint[] = [];
      let position = 0;
      for (const [count, gap] of batches) {
        const events = Array.from({ length: count }, () => {
          position += gap;
          return entry(position);
        });
        all.push(...events.map(({ stored }) => stored.position));
        position += 1;
        ring.push({ events, position: BigInt(position) });
      }
      if (!ring.covers(BigInt(from))) return;
      const got: bigint[] = [];
      let at = BigInt(from);
      for (let batch = ring.after(at, max); batch; batch = ring.after(at, max)) {
        expect(batch.position).toBeGreaterThan(at);
        got.push(...batch.events.map(({ stored }) => stored.position));
        at = batch.position;
        expect(batch.live).toBe(at === ring.position);
      }
      expect(got).toEqual(all.filter((one) => one > BigInt(from)));
    }),
  );
});

it('holds no more than its bounds, by number and by weight', () => {
  const ring = new FeedRing(0n, bounds);
  for (let position = 1; position <= 5_000; position++)
    ring.push({ events: [entry(position)], position: BigInt(position) });
  expect(ring.covers(4_989n)).toBe(false);
  expect(ring.covers(4_990n)).toBe(true);
  expect(ring.after(4_990n, 100)?.events).toHaveLength(10);

  const heavy = new FeedRing(0n, { maxEvents: 1_000, maxWeight: 50_000 });
  for (let position = 1; position <= 20; position++)
    heavy.push({ events: [entry(position, { text: 'x'.repeat(10_000) })], position: BigInt(position) });
  expect(heavy.covers(15n)).toBe(false);
  expect(heavy.covers(16n)).toBe(true);
});

it('merges positions without events, so that a quiet feed does not fill it', () => {
  const ring = new FeedRing(0n, { maxEvents: 10, maxWeight: 300 });
  for (let position = 1; position <= 1_000; position++) ring.push({ events: [], position: BigInt(position) });
  expect(ring.covers(0n)).toBe(true);
  expect(ring.after(0n, 10)).toEqual({ events: [], position: 1_000n, live: true });
});

it('wakes whoever waits, at the next batch or when it is told to stop', async () => {
  const ring = new FeedRing(0n, bounds);
  const stopping = new AbortController();
  const woken = ring.more(stopping.signal);
  ring.push({ events: [entry(1)], position: 1n });
  await woken;
  const stopped = ring.more(stopping.signal);
  stopping.abort();
  await stopped;
  await ring.more(stopping.signal);
  expect(ring.position).toBe(1n);
});
