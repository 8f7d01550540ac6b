import { expect, it } from 'vitest';
import type { AnyPostgresProjector } from '../../../projections/runtime/postgresProjector.js';
import { rebuild, verify } from '../../../projections/runtime/rebuild.js';
import { accounts, append, opened, pureFold, traffic } from './support/bank.js';
import { forkProjector } from './support/forkProjector.js';
import { kept, readers, tables, writeLoad } from './support/load.js';
import { byId, committed, readAccounts } from './support/stack.js';
import { testStack } from './support/testStack.js';

it('rebuilds under write load, again and again, without an error or a half-built answer', async () => {
  const troubles = new Set<string>();
  const stack = await testStack({ onTrouble: (_, message) => troubles.add(message) });
  const { pool, eventStore } = stack;
  stack.run(accounts);
  const before = await append(eventStore, [...kept, ...opened(50), ...traffic(2_000, 60)]);
  expect(await stack.progress.waitFor('bank.accounts', before, 30_000)).toBe(true);
  const load = writeLoad(stack);
  const reading = readers(pool, kept.length);
  for (let round = 0; round < 3; round++) {
    const { comparison } = await rebuild(accounts, stack.dependencies);
    expect(comparison).toMatchObject({ differences: 0, examples: [] });
  }
  const position = await load.stop();
  expect(await stack.progress.waitFor('bank.accounts', position, 30_000)).toBe(true);
  expect(await reading.stop()).toBeGreaterThan(3);
  const expected = await pureFold(eventStore);
  expect(byId(await readAccounts(pool))).toEqual(byId(expected.rows));
  expect(await committed(pool)).toMatchObject({ generation: 4, events: BigInt(expected.events) });
  expect(await tables(pool)).toEqual(['accounts__g4']);
  expect([...troubles]).toEqual(['projector fenced; it starts again']);
});

it('serves the old rows when a rebuild is killed at any point, and the next one starts over', {
  timeout: 120_000,
}, async () => {
  const stack = await testStack();
  const { pool, eventStore } = stack;
  const position = await append(eventStore, [...kept, ...opened(50), ...traffic(5_000, 60)]);
  stack.run(accounts);
  expect(await stack.progress.waitFor('bank.accounts', position, 30_000)).toBe(true);
  const before = byId(await readAccounts(pool));

  for (const statement of [12, 16, 24]) {
    const killed = forkProjector(stack, { statement, moment: 'after', signal: 'SIGKILL' }, 'rebuild');
    killed.go();
    await killed.exited;
    expect(await committed(pool)).toMatchObject({ generation: 1 });
    expect(byId(await readAccounts(pool))).toEqual(before);
    expect(await tables(pool)).toHaveLength(2);
  }

  await rebuild(accounts, stack.dependencies);
  expect(byId(await readAccounts(pool))).toEqual(before);
  expect(await tables(pool)).toEqual(['accounts__g5']);
});

it('verifies row by row at one position under write load, and changes nothing', async () => {
  const stack = await testStack();
  const { pool, eventStore } = stack;
  stack.run(accounts);
  const before = await append(eventStore, [...opened(50), ...kept, ...traffic(1_000, 50)]);
  expect(await stack.progress.waitFor('bank.accounts', before, 30_000)).toBe(true);
  const load = writeLoad(stack);
  expect(await verify(accounts, stack.dependencies)).toMatchObject({ differences: 0 });
  expect(await stack.progress.waitFor('bank.accounts', await load.stop(), 30_000)).toBe(true);
  await pool.query(`
    UPDATE bank.accounts SET owner = 'somebody else' WHERE account_id = 'kept-1';
    DELETE FROM bank.accounts WHERE account_id = 'kept-2';
    INSERT INTO bank.accounts (account_id, owner, balance, moves, last_position) VALUES ('stray', 'nobody', 0, 0, 0)`);
  const verdict = await verify(accounts, stack.dependencies);
  expect(verdict.differences).toBe(3);
  expect(verdict.examples.toSorted((one, other) => (one.key < other.key ? -1 : 1))).toMatchObject([
    { key: 'kept-1', kind: 'different' },
    { key: 'kept-2', kind: 'missing' },
    { key: 'stray', kind: 'unexpected' },
  ]);
  expect(await tables(pool)).toEqual(['accounts__g1']);

  const repaired = await rebuild(accounts, stack.dependencies);
  expect(repaired.comparison?.differences).toBe(3);
  expect(await verify(accounts, stack.dependencies)).toMatchObject({ differences: 0 });
});

it('leaves the served rows alone when an event cannot be folded', async () => {
  const stack = await testStack();
  const position = await append(stack.eventStore, opened(5));
  stack.run(accounts);
  expect(await stack.progress.waitFor('bank.accounts', position, 30_000)).toBe(true);
  const broken: AnyPostgresProjector = {
    ...accounts,
    on: {
      AccountOpened: {
        keys: () => ['one'],
        evolve: () => {
          throw new Error('a bug');
        },
      },
    },
  };
  await expect(rebuild(broken, stack.dependencies)).rejects.toThrow('a bug');
  expect((await readAccounts(stack.pool)).length).toBe(5);
  expect(await tables(stack.pool)).toEqual(['accounts__g1']);
});
