import {
  END,
  eventTypeFilter,
  excludeSystemEvents,
  type Filter,
  type Position,
  type START,
  streamNameFilter,
} from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';
import { until } from '../../support/until.js';
import { follow, places } from './following.js';
import { nodeUnderTest } from './nodeUnderTest.js';
import { event, events, newStream } from './testEvents.js';

const { client, node } = nodeUnderTest({ pageSize: 7, recentRecords: 30 });

const at = (position: bigint): Position => ({ commit: position, prepare: position });

describe('a filter', () => {
  const cases: readonly (readonly [title: string, filter: Filter, matching: readonly string[]])[] = [
    [
      'stream prefixes',
      streamNameFilter({ prefixes: ['apple', 'cherry'] }),
      ['apple:Fell', 'apple:Rose', 'cherry:Fell'],
    ],
    [
      'a pattern of streams',
      streamNameFilter({ regex: '^(apple|banana)-' }),
      ['apple:Fell', 'apple:Rose', 'banana:Fell'],
    ],
    ['type prefixes', eventTypeFilter({ prefixes: ['Ro'] }), ['apple:Rose']],
    [
      'a pattern of types, anywhere in them',
      eventTypeFilter({ regex: 'e[l]' }),
      ['apple:Fell', 'banana:Fell', 'cherry:Fell'],
    ],
    ['what is not the system’s', excludeSystemEvents(), ['apple:Fell', 'apple:Rose', 'banana:Fell', 'cherry:Fell']],
  ];

  it.each(cases)('on %s delivers what matches, in order, from history and live', async (_title, filter, matching) => {
    const before = node().stats().head;
    const [apple, banana, cherry] = [newStream('apple'), newStream('banana'), newStream('cherry')];
    const write = async (number: number) => {
      await client().appendToStream(apple, [event(apple, number, 'Fell'), event(apple, number + 1, 'Rose')]);
      await client().appendToStream(banana, event(banana, number, 'Fell'));
      await client().setStreamMetadata(banana, { number });
      await client().appendToStream(cherry, event(cherry, number, 'Fell'));
    };
    await write(0);
    const followed = follow(client().subscribeToAll({ fromPosition: at(before), filter }));
    await followed.caughtUp();
    await write(10);
    await followed.received(matching.length * 2);
    const seen = followed.events.map(({ event: one }) => `${one?.streamId.split('-')[0]}:${one?.type}`);
    expect(seen).toEqual([...matching, ...matching]);
    await followed.unsubscribe();
  });

  it('that is no pattern is refused', async () => {
    const followed = follow(client().subscribeToAll({ filter: streamNameFilter({ regex: '(' }) }));
    expect(await followed.failed()).toMatchObject({ message: expect.stringContaining('INVALID_ARGUMENT') });
  });
});

describe('checkpoints', () => {
  const watched = (fromPosition: Position | typeof START | typeof END, interval: number, prefix: string) => {
    const checkpoints: Readonly<{ position: bigint; after: number }>[] = [];
    const followed = follow(
      client().subscribeToAll({
        fromPosition,
        filter: streamNameFilter({
          prefixes: [prefix],
          maxSearchWindow: 4,
          checkpointInterval: interval,
          checkpointReached: async (_subscription, { commit }) => {
            checkpoints.push({ position: commit, after: followed.events.length });
          },
        }),
      }),
    );
    return { followed, checkpoints };
  };

  it('come after every window of records, matching or not, and when the head is first reached', async () => {
    const stream = newStream('other');
    await client().appendToStream(stream, events(stream, 41));
    const { head } = node().stats();
    const { followed, checkpoints } = watched(at(head - 30n), 2, 'nothing');
    await followed.caughtUp();
    expect(checkpoints.map(({ position }) => position)).toEqual([head - 22n, head - 14n, head - 6n, head]);
    await client().appendToStream(stream, events(stream, 9, 41));
    await until(() => checkpoints.length === 5);
    expect(checkpoints.at(-1)?.position).toBe(head + 8n);
    await followed.unsubscribe();
  });

  it('are not sent when there was nothing to consider', async () => {
    const { followed, checkpoints } = watched(END, 1, 'nothing');
    await followed.caughtUp();
    expect(checkpoints).toEqual([]);
    await followed.unsubscribe();
  });

  it('can be resumed from: nothing is lost, nothing comes twice', async () => {
    const [mine, other] = [newStream('mine'), newStream('other')];
    const before = node().stats().head;
    for (let number = 0; number < 30; number++) {
      await client().appendToStream(mine, event(mine, number));
      await client().appendToStream(other, events(other, 3, number * 3));
    }
    const { followed, checkpoints } = watched(at(before), 1, 'mine');
    await followed.caughtUp();
    await followed.unsubscribe();
    expect(checkpoints.length).toBeGreaterThan(20);
    for (const { position, after } of checkpoints.filter((_, index) => index % 7 === 0)) {
      const resumed = watched(at(position), 1, 'mine');
      await resumed.followed.caughtUp();
      expect(places([...followed.events.slice(0, after), ...resumed.followed.events])).toEqual(places(followed.events));
      await resumed.followed.unsubscribe();
    }
    const ascending = checkpoints.every(({ position }, index) => position > (checkpoints[index - 1]?.position ?? 0n));
    expect(ascending).toBe(true);
  });
});
