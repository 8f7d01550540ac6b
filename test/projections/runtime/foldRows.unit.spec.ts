import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AnyRecordedEvent } from '../../../application/events/recordedEvent.js';
import { foldRows } from '../../../projections/runtime/foldRows.js';
import { type RowHandler, rowOfEvent } from '../../../projections/runtime/postgresProjector.js';

type Row = { key: string; seen: number[] };

const recorded = (type: string, data: object, position: number): AnyRecordedEvent => ({
  id: `event-${position}`,
  type,
  stream: 'stream-1',
  revision: BigInt(position),
  position: BigInt(position),
  recordedAt: new Date('2026-01-02T03:04:05.000Z'),
  data,
  metadata: {
    commandId: 'command',
    $correlationId: 'correlation',
    $causationId: 'causation',
    organizationId: null,
    actor: { kind: 'system', id: 'test' },
    occurredAt: '2026-01-02T03:04:05.000Z',
    schemaVersion: 1,
  },
});

const handler = (evolve: RowHandler<AnyRecordedEvent, Row>['evolve']) => ({
  keys: (event: AnyRecordedEvent) => (event.data as { keys: string[] }).keys,
  evolve: evolve as RowHandler<AnyRecordedEvent, object>['evolve'],
});

const on = {
  Touched: handler((row, { position }, key) => ({ key, seen: [...(row?.seen ?? []), Number(position)] })),
  Removed: handler(() => undefined),
  Broken: handler((row, _, key) => {
    if (key === 'b') throw new Error('no b');
    return row && { ...row, seen: [] };
  }),
};

/** Reads from and, like a commit, writes to a map. */
const tableOf = (rows: Map<string, object>) => async (keys: Iterable<string>) => {
  const wanted = new Set(keys);
  return new Map([...rows].filter(([key]) => wanted.has(key)));
};
const asIs = (row: object) => row;

it('looks up no row of an event that is a row of its own', async () => {
  const read: string[] = [];
  const readRows = async (keys: Iterable<string>) => {
    read.push(...keys);
    return new Map([['a', { key: 'a', seen: [7] }]]);
  };
  const told = rowOfEvent<AnyRecordedEvent, object>(({ id, data }) => ('silent' in data ? undefined : { key: id }));
  const projector = { on: { ...on, Told: told } };
  const events = [recorded('Told', {}, 0), recorded('Touched', { keys: ['a'] }, 1), recorded('Told', { silent: 1 }, 2)];
  const { changes, failure } = await foldRows(projector, events, readRows, asIs);
  expect(failure).toBeUndefined();
  expect(read).toEqual(['a']);
  expect([...changes]).toEqual([
    ['event-0', { key: 'event-0' }],
    ['a', { key: 'a', seen: [7, 1] }],
  ]);
  await foldRows(projector, [recorded('Told', {}, 3)], readRows, asIs);
  expect(read).toEqual(['a']);
});

it('gives the same rows however the events are cut into batches', async () => {
  const event = fc.record({
    type: fc.constantFrom('Touched', 'Removed'),
    keys: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
  });
  const cases = fc.tuple(fc.array(event, { maxLength: 30 }), fc.integer({ min: 1, max: 7 }));
  await fc.assert(
    fc.asyncProperty(cases, async ([events, size]) => {
      const all = events.map(({ type, keys }, at) => recorded(type, { keys }, at));
      const project = async (batch: number) => {
        const rows = new Map<string, object>();
        for (let at = 0; at < all.length; at += batch) {
          const { changes } = await foldRows({ on }, all.slice(at, at + batch), tableOf(rows), asIs);
          for (const [key, row] of changes) {
            if (row) rows.set(key, row);
            else rows.delete(key);
          }
        }
        return Object.fromEntries(rows);
      };
      expect(await project(size)).toEqual(await project(1));
    }),
  );
});

it('keeps nothing of an event that fails on its second key', async () => {
  const events = [
    recorded('Touched', { keys: ['a', 'b'] }, 1),
    recorded('Broken', { keys: ['a', 'b'] }, 2),
    recorded('Touched', { keys: ['a'] }, 3),
  ];
  const folded = await foldRows({ on }, events, tableOf(new Map()), asIs);
  expect(folded.count).toBe(1);
  expect(folded.failure).toEqual(new Error('no b'));
  expect([...folded.changes]).toEqual([
    ['a', { key: 'a', seen: [1] }],
    ['b', { key: 'b', seen: [1] }],
  ]);
});

it('leaves out rows that came out as they went in', async () => {
  const kept = { key: 'a', seen: [0] };
  const same = { Looked: handler((row) => row) };
  const events = [recorded('Looked', { keys: ['a', 'b'] }, 1)];
  const { changes, count } = await foldRows({ on: same }, events, tableOf(new Map([['a', kept]])), asIs);
  expect([...changes]).toEqual([]);
  expect(count).toBe(1);
});

it('refuses a row that cannot be stored at the event it comes from', async () => {
  const refuse = (row: object) => {
    if ((row as Row).seen.length > 1) throw new Error('too long');
    return row;
  };
  const events = [1, 2, 3].map((at) => recorded('Touched', { keys: ['a'] }, at));
  expect(await foldRows({ on }, events, tableOf(new Map()), refuse)).toMatchObject({
    count: 1,
    failure: new Error('too long'),
  });
});
