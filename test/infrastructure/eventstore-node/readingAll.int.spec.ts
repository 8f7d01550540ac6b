import { BACKWARDS, END, FORWARDS, START } from '@eventstore/db-client';
import { expect, it } from 'vitest';
import { nodeUnderTest } from './nodeUnderTest.js';
import { collect, contiguous, positions, wholeLog } from './reading.js';
import { events, newStream } from './testEvents.js';

// Small pages and a small cache, so that every read crosses both.
const { client, restart } = nodeUnderTest({ pageSize: 7, recentRecords: 30 });

const read = async (options: Parameters<ReturnType<typeof client>['readAll']>[0]) =>
  positions(await collect(client().readAll(options)));
const at = (position: bigint) => ({ commit: position, prepare: position });
const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => BigInt(from - index));

it('reads the whole log in both directions, across pages and the cache', async () => {
  const stream = newStream();
  for (let first = 0; first < 98; first += 14) await client().appendToStream(stream, events(stream, 14, first));
  for (let round = 0; round < 2; round++) {
    expect(await read({})).toEqual(contiguous(100));
    expect(await read({ direction: BACKWARDS, fromPosition: END })).toEqual(down(100, 1));
    expect(await read({ maxCount: 1 })).toEqual([1n]);
    await restart();
  }
});

it('includes the position forwards, and excludes it backwards', async () => {
  expect(await read({ fromPosition: at(98n) })).toEqual([98n, 99n, 100n]);
  expect(await read({ fromPosition: at(98n), maxCount: 2 })).toEqual([98n, 99n]);
  expect(await read({ direction: BACKWARDS, fromPosition: at(4n) })).toEqual([3n, 2n, 1n]);
  expect(await read({ direction: BACKWARDS, fromPosition: at(80n), maxCount: 9 })).toEqual(down(79, 71));
});

it.each([
  ['forwards from the end', { direction: FORWARDS, fromPosition: END }],
  ['backwards from the start', { direction: BACKWARDS, fromPosition: START }],
  ['forwards from beyond the end', { direction: FORWARDS, fromPosition: at(101n) }],
  ['backwards from the first position', { direction: BACKWARDS, fromPosition: at(1n) }],
] as const)('finds nothing %s', async (_title, options) => {
  expect(await read(options)).toEqual([]);
});

it('reads backwards from beyond the end', async () => {
  expect(await read({ direction: BACKWARDS, fromPosition: at(5000n), maxCount: 2 })).toEqual([100n, 99n]);
});

it('ends where the log ended when the read began', async () => {
  const stream = newStream();
  const reader = client().readAll({ maxCount: 100_000 });
  let seen = 0;
  for await (const _ of reader) if (seen++ === 0) await client().appendToStream(stream, events(stream, 5));
  expect(seen).toBe(100);
});

it('shows no bookkeeping of groups on $all, and everything else', async () => {
  const names = [
    '$epoch-information',
    '$persistentsubscription-$all::g-checkpoint',
    '$persistentsubscription-$all::g-parked',
  ];
  for (const name of [...names, '$persistentsubscription-s::g-parked'])
    await client().appendToStream(name, events(name, 1));
  const shown = new Set((await wholeLog(client())).map(({ event }) => event?.streamId));
  for (const name of names) expect(shown).not.toContain(name);
  expect(shown).toContain('$persistentsubscription-s::g-parked');
  expect(await collect(client().readStream(names[0] ?? ''))).toHaveLength(1);
});
