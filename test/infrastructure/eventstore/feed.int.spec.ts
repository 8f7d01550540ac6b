import { describe, expect, it } from 'vitest';
import type { FeedBatch, FollowOptions } from '../../../application/ports/eventStore.js';
import type { ConnectedEventStore } from '../../../infrastructure/eventstore/connectEventStore.js';
import { until } from '../../support/until.js';
import { freshNode, storeAt } from './connectedStore.js';
import { followed } from './followed.js';
import { collect, testEvent, testEvents } from './testEvents.js';

const freshStore = async () => storeAt((await freshNode()).connectionString);

async function batchesUntil(
  store: ConnectedEventStore,
  options: Omit<FollowOptions, 'signal'>,
  enough: (batch: FeedBatch) => boolean,
): Promise<FeedBatch[]> {
  const stop = new AbortController();
  const batches: FeedBatch[] = [];
  for await (const batch of store.follow({ ...options, signal: stop.signal })) {
    batches.push(batch);
    if (enough(batch)) stop.abort();
  }
  return batches;
}

describe('a feed', () => {
  it('hands over the backlog in order, in bounded batches, and says when it is live', async () => {
    const store = await freshStore();
    for (let team = 0; team < 5; team++) await store.append(`team-${team}`, testEvents(600), 'noStream');
    const batches = await batchesUntil(store, { after: undefined, maxBatch: 200 }, ({ live }) => live);
    const events = batches.flatMap((batch) => batch.events);
    expect(events).toEqual(await collect(store.readAll(undefined)));
    expect(Math.max(...batches.map((batch) => batch.events.length))).toBeLessThanOrEqual(200);
    for (const { events: some, position } of batches)
      expect(position).toBeGreaterThanOrEqual(some.at(-1)?.position ?? 0n);
    expect(batches.at(-1)?.position).toBe(await store.head());
    expect(batches.slice(0, -1).filter(({ live }) => live)).toEqual([]);
  });

  it('starts after a position', async () => {
    const store = await freshStore();
    await store.append('team-1', testEvents(10), 'noStream');
    const all = await collect(store.readAll(undefined));
    const batches = await batchesUntil(store, { after: all[3]?.position }, ({ live }) => live);
    expect(batches.flatMap(({ events }) => events)).toEqual(all.slice(4));
  });

  it('hands over what is appended while it is live, each position once and ascending', async () => {
    const store = await freshStore();
    const feed = followed(store, { after: undefined });
    await until(() => feed.live());
    await Promise.all(
      Array.from({ length: 20 }, async (_, team) => {
        for (let revision = -1n; revision < 20n; revision++) {
          await store.append(`team-${team}`, [testEvent()], revision < 0n ? 'noStream' : revision);
        }
      }),
    );
    await until(() => feed.events.length >= 20 * 21);
    expect(feed.events).toEqual(await collect(store.readAll(undefined)));
    await feed.stop();
  });

  it('through a filter moves its position past what does not match', async () => {
    const store = await freshStore();
    await store.append('ticket-1', [testEvent('mine', 'Opened'), testEvent('other', 'OpenedAgain')], 'noStream');
    await store.append('team-1', testEvents(3_000), 'noStream');
    const head = await store.head();
    for (const filter of [{ eventTypes: ['Opened'] }, { streamPrefixes: ['ticket-'] }]) {
      const batches = await batchesUntil(store, { after: undefined, filter }, ({ live }) => live);
      expect(batches.flatMap(({ events }) => events).map(({ data }) => data)).toEqual(
        'eventTypes' in filter ? ['mine'] : ['mine', 'other'],
      );
      expect(batches.at(-1)?.position).toBe(head);
    }
  });

  it('through a filter moves its position with checkpoints while it is live and nothing matches', async () => {
    const store = await freshStore();
    const feed = followed(store, { after: undefined, filter: { eventTypes: ['Never'] } });
    await until(() => feed.live());
    const before = await store.head();
    await store.append('team-1', testEvents(1_000), 'noStream');
    await until(() => feed.position() > before);
    expect(feed.events).toEqual([]);
    await feed.stop();
  });

  it('ends when its signal aborts, and when the store is closed', async () => {
    const node = await freshNode();
    const store = await storeAt(node.connectionString);
    const aborted = followed(store, { after: undefined });
    const closed = followed(store, { after: undefined });
    await until(() => aborted.live() && closed.live());
    await aborted.stop();
    await store.close();
    await closed.ended;
  });
});
