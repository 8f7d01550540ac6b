import { expect, it, onTestFinished } from 'vitest';
import type { SharedBatch } from '../../../projections/runtime/feedRing.js';
import type { JoinOptions, SharedFeed } from '../../../projections/runtime/sharedFeed.js';
import { sharedPast } from '../../../projections/runtime/sharedPast.js';
import { append, opened, stored, traffic } from './support/bank.js';
import { takeThrough } from './support/takeThrough.js';
import { type TestStack, testStack } from './support/testStack.js';

const take = async (batches: AsyncIterator<SharedBatch>, through: bigint): Promise<bigint[]> =>
  (await takeThrough(batches, through)).map(({ stored: { position } }) => position);

/** Aborts when the test ends, before its stack is closed. */
function testSignal(): AbortSignal {
  const over = new AbortController();
  onTestFinished(() => over.abort());
  return over.signal;
}

/** The stack's feed, and from where it was joined. */
function watched({ feed }: TestStack): { feed: SharedFeed; joined: (bigint | undefined)[] } {
  const joined: (bigint | undefined)[] = [];
  const join = (options: JoinOptions) => {
    joined.push(options.after);
    return feed.join(options);
  };
  return { feed: { ...feed, join }, joined };
}

async function positionsIn({ eventStore }: TestStack): Promise<bigint[]> {
  const positions: bigint[] = [];
  for await (const { position } of eventStore.readAll(undefined)) positions.push(position);
  return positions;
}

it('reads the log once for all who go on, and gives one that stands still its own feed in the end', async () => {
  const stack = await testStack({ bounds: { maxEvents: 5, maxWeight: 10_000_000 } });
  const signal = testSignal();
  const last = await append(stack.eventStore, [...opened(50), ...traffic(6_500, 50)]);
  const { feed, joined } = watched(stack);
  const past = sharedPast(feed, undefined, signal, { batch: 100, ahead: 300, patience: 100 });
  const reader = (after: bigint | undefined) => past.join({ after, signal })[Symbol.asyncIterator]();

  const [first, second, still] = [reader(undefined), reader(-1n), reader(undefined)];
  const begun = await take(still, 10n);
  const taken = await Promise.all([take(first, last), take(second, last)]);
  expect(joined).toEqual([undefined]);
  begun.push(...(await take(still, last)));
  expect(joined).toEqual([undefined, expect.any(BigInt)]);

  const all = await positionsIn(stack);
  expect(taken).toEqual([all, all]);
  expect(begun).toEqual(all);

  const next = await append(stack.eventStore, opened(3));
  expect(await Promise.all([take(first, next), take(second, next), take(still, next)])).toEqual(
    Array(3).fill([next - 2n, next - 1n, next]),
  );
}, 30_000);

it('asks the event store for no other types than the readers need together', async () => {
  const stack = await testStack({ bounds: { maxEvents: 5, maxWeight: 10_000_000 } });
  const signal = testSignal();
  const weather = Array.from({ length: 40 }, () => stored('WeatherObserved', { degrees: 1 }));
  const last = await append(stack.eventStore, [...opened(3), ...weather, ...opened(2)]);
  const past = sharedPast(stack.feed, ['AccountOpened'], signal);
  const entries = await takeThrough(past.join({ after: undefined, signal })[Symbol.asyncIterator](), last);
  expect(entries.map(({ stored: { type } }) => type)).toEqual(Array(5).fill('AccountOpened'));
});

it('ends with the signal of a reader, and lets readers go on by themselves when the reading ends', async () => {
  const stack = await testStack();
  const last = await append(stack.eventStore, opened(5));
  const [over, left] = [new AbortController(), new AbortController()];
  const past = sharedPast(stack.feed, undefined, over.signal);
  const one = past.join({ after: undefined, signal: left.signal })[Symbol.asyncIterator]();
  const other = past.join({ after: undefined, signal: testSignal() })[Symbol.asyncIterator]();
  expect(await take(one, last)).toHaveLength(5);
  expect(await take(other, last)).toHaveLength(5);
  left.abort();
  expect(await one.next()).toEqual({ done: true, value: undefined });
  over.abort();
  const next = await append(stack.eventStore, opened(2));
  expect(await take(other, next)).toEqual([next - 1n, next]);
});
