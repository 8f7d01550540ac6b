import { expect, it } from 'vitest';
import { claim, Fenced } from '../../../projections/runtime/checkpoints.js';
import { settleGeneration, tableOf } from '../../../projections/runtime/generations.js';
import { GenerationWriter } from '../../../projections/runtime/generationWriter.js';
import type { AnyPostgresProjector } from '../../../projections/runtime/postgresProjector.js';
import { RowTable } from '../../../projections/runtime/rowTable.js';
import { accounts, append, opened, pureFold, stored, traffic } from './support/bank.js';
import { byId, committed, readAccounts } from './support/stack.js';
import { takeThrough } from './support/takeThrough.js';
import { type TestStack, testStack } from './support/testStack.js';

async function writerOn({ pool }: TestStack, projector: AnyPostgresProjector, cachedRows?: number) {
  await settleGeneration(pool, projector, true);
  const held = await claim(pool, projector.name, 1, 'a test');
  const table = await RowTable.open(pool, tableOf(projector.name, 1), projector.key, held.numberColumns, cachedRows);
  return new GenerationWriter(pool, projector, table, held, () => undefined);
}

it('projects every history twice without harm', async () => {
  const stack = await testStack();
  const head = await append(stack.eventStore, [...opened(40), ...traffic(1_500, 50)]);
  const writer = await writerOn(stack, accounts);
  for await (const { events, position } of stack.feed.join({
    after: undefined,
    maxBatch: 100,
    signal: new AbortController().signal,
  })) {
    await writer.project(events, position);
    await writer.project(events, position);
    if (position >= head) break;
  }
  const expected = await pureFold(stack.eventStore);
  expect(byId(await readAccounts(stack.pool))).toEqual(byId(expected.rows));
  expect((await committed(stack.pool)).events).toBe(BigInt(expected.events));
});

it('folds alike whether rows are in memory or read back, down to the last value', async () => {
  const stack = await testStack();
  const head = await append(stack.eventStore, [...opened(30), ...traffic(400, 40)]);
  const writer = await writerOn(stack, accounts, 1);
  for await (const { events, position } of stack.feed.join({
    after: undefined,
    maxBatch: 5,
    signal: new AbortController().signal,
  })) {
    await writer.project(events, position);
    if (position >= head) break;
  }
  const expected = await pureFold(stack.eventStore);
  expect(byId(await readAccounts(stack.pool))).toEqual(byId(expected.rows));
});

it('fences the earlier of two writers whatever it still tries', async () => {
  const stack = await testStack();
  const head = await append(stack.eventStore, opened(3));
  const earlier = await writerOn(stack, accounts);
  const later = await writerOn(stack, accounts);
  const batches = stack.feed.join({ after: undefined, signal: new AbortController().signal })[Symbol.asyncIterator]();
  const entries = await takeThrough(batches, head);
  await expect(earlier.project(entries, head)).rejects.toThrow('was taken over');
  await expect(earlier.advance(head)).rejects.toThrow('was taken over');
  expect(await readAccounts(stack.pool)).toEqual([]);
  await later.project(entries, head);
  expect(await readAccounts(stack.pool)).toHaveLength(3);
});

it('is fenced, not broken, when a rebuild has dropped its generation', async () => {
  const stack = await testStack();
  const head = await append(stack.eventStore, opened(3));
  const writer = await writerOn(stack, accounts);
  const batches = stack.feed.join({ after: undefined, signal: new AbortController().signal })[Symbol.asyncIterator]();
  const entries = await takeThrough(batches, head);
  await stack.pool.query(`DROP TABLE ${tableOf('bank.accounts', 1)} CASCADE`);
  await expect(writer.project(entries, head)).rejects.toThrow(Fenced);
});

it('keeps each kind of value as it was given, and says what it cannot keep', async () => {
  const stack = await testStack();
  const rows: Record<string, unknown>[] = [];
  const given = {
    itemId: '00000000-0000-4000-8000-00000000000A',
    whole: 7,
    cents: 12,
    exact: 9007199254740993n,
    ratio: 0.5,
    price: '1.10',
    at: '2026-01-02T03:04:05+01:00',
    day: '2026-01-02',
    yes: true,
    details: { tags: ['a', null], n: 1 },
    tags: ['x', 'y'],
  };
  const items: AnyPostgresProjector = {
    name: 'bank.items',
    version: 1,
    key: 'itemId',
    shared: 'Items of this test belong to nobody.',
    tableSql: `CREATE TABLE {{table}} (item_id uuid PRIMARY KEY, whole int, cents bigint, exact bigint, ratio float8,
      price numeric, at timestamptz, day date, yes boolean, details jsonb, tags text[],
      shout text GENERATED ALWAYS AS (upper(price::text)) STORED)`,
    on: {
      AccountOpened: {
        keys: () => [given.itemId.toLowerCase()],
        evolve: (row) => {
          if (row) rows.push(row as Record<string, unknown>);
          return row ? { ...row } : given;
        },
      },
      AccountClosed: { keys: () => [given.itemId.toLowerCase()], evolve: (row) => ({ ...row, cents: 12n }) },
    },
  };
  const writer = await writerOn(stack, items);
  const batches = stack.feed.join({ after: undefined, signal: new AbortController().signal })[Symbol.asyncIterator]();
  const project = async (to: GenerationWriter, events: ReturnType<typeof opened>) => {
    const position = await append(stack.eventStore, events);
    await to.project(await takeThrough(batches, position), position);
  };
  const kept = { ...given, itemId: given.itemId.toLowerCase(), at: '2026-01-02T02:04:05.000Z' };
  await project(writer, opened(2));
  expect(rows).toEqual([kept]);
  const restarted = await writerOn(stack, items);
  await project(restarted, opened(1));
  expect(rows).toEqual([kept, kept]);
  const closed = stored('AccountClosed', { accountId: 'account-1' });
  await expect(project(restarted, [closed])).rejects.toThrow('column cents was given numbers before, now a bigint');
});
