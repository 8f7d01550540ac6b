import { expect, it } from 'vitest';
import { PoisonEvent } from '../../../application/events/eventCodec.js';
import type { SharedBatch } from '../../../projections/runtime/feedRing.js';
import { append, opened, stored, traffic } from './support/bank.js';
import { takeThrough } from './support/takeThrough.js';
import { testStack } from './support/testStack.js';

const take = async (batches: AsyncIterator<SharedBatch>, through: bigint): Promise<bigint[]> =>
  (await takeThrough(batches, through)).map(({ stored: { position } }) => position);

const positionsOf = async (events: AsyncIterable<{ position: bigint; type: string }>, types?: readonly string[]) => {
  const positions: bigint[] = [];
  for await (const { position, type } of events) if (!types || types.includes(type)) positions.push(position);
  return positions;
};

it('gives everybody every event once and in order: from the start, from the middle, live, and fallen behind', async () => {
  const { eventStore, feed } = await testStack({ bounds: { maxEvents: 50, maxWeight: 10_000_000 } });
  const { signal } = new AbortController();
  const middle = await append(eventStore, opened(120));
  const fromStart = feed.join({ after: undefined, signal })[Symbol.asyncIterator]();
  const fromMiddle = feed.join({ after: middle, maxBatch: 7, signal })[Symbol.asyncIterator]();
  const slow = feed.join({ after: undefined, maxBatch: 10, signal })[Symbol.asyncIterator]();

  let position = await append(eventStore, traffic(100, 20));
  const slowBegin = await take(slow, 10n);
  const first = await take(fromStart, position);
  const second = await take(fromMiddle, position);
  for (let round = 0; round < 10; round++) {
    position = await append(eventStore, traffic(30, 20, round));
    first.push(...(await take(fromStart, position)));
  }
  second.push(...(await take(fromMiddle, position)));
  const slowAll = [...slowBegin, ...(await take(slow, position))];

  const all = await positionsOf(eventStore.readAll(undefined));
  expect(first).toEqual(all);
  expect(second).toEqual(all.filter((one) => one > middle));
  expect(slowAll).toEqual(all);
});

it('reaches the head at once when none of the types a consumer needs is left', async () => {
  const { eventStore, feed } = await testStack({ bounds: { maxEvents: 5, maxWeight: 10_000_000 } });
  const { signal } = new AbortController();
  const position = await append(eventStore, [
    ...opened(3),
    ...Array.from({ length: 60 }, () => stored('WeatherObserved', { degrees: 1 })),
  ]);
  const closings = feed.join({ after: undefined, types: ['AccountClosed'], signal })[Symbol.asyncIterator]();
  expect(await take(closings, position)).toEqual([]);
  const next = await append(eventStore, [stored('AccountClosed', { accountId: 'account-1' })]);
  expect(await take(closings, next)).toEqual([next]);
});

it('throws a poison event only to those who decode it', async () => {
  const { eventStore, feed } = await testStack();
  const { signal } = new AbortController();
  const position = await append(eventStore, [stored('NeverHeardOf', {}), ...opened(1)]);
  const batches = feed.join({ after: undefined, signal })[Symbol.asyncIterator]();
  const [poison, good] = await takeThrough(batches, position);
  expect(() => poison?.decode()).toThrow(PoisonEvent);
  expect(good?.decode()).toMatchObject({ type: 'AccountOpened', position });
});

it('ends each consumer by its own signal', async () => {
  const { eventStore, feed } = await testStack();
  const ending = new AbortController();
  const one = feed.join({ after: undefined, signal: ending.signal })[Symbol.asyncIterator]();
  const other = feed.join({ after: undefined, signal: new AbortController().signal })[Symbol.asyncIterator]();
  await take(one, await append(eventStore, opened(2)));
  const waiting = one.next();
  ending.abort();
  expect((await waiting).done).toBe(true);
  const position = await append(eventStore, opened(1));
  expect(await take(other, position)).toHaveLength(3);
});
