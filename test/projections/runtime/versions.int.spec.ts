import { expect, it } from 'vitest';
import type { AnyPostgresProjector } from '../../../projections/runtime/postgresProjector.js';
import { until } from '../../support/until.js';
import { accounts, append, opened, pureFold, traffic } from './support/bank.js';
import { kept, readers, tables, writeLoad } from './support/load.js';
import { byId, committed, readAccounts } from './support/stack.js';
import { anotherProcess, testStack } from './support/testStack.js';

it('serves the old version until the new one is built, then the new one, and the former release stands back', async () => {
  const stack = await testStack();
  const { pool, eventStore } = stack;
  const old = stack.run(accounts);
  const before = await append(eventStore, [...kept, ...opened(50), ...traffic(3_000, 60)]);
  expect(await stack.progress.waitFor('bank.accounts', before, 30_000)).toBe(true);
  const load = writeLoad(stack);
  const reading = readers(pool, kept.length);

  const second: AnyPostgresProjector = {
    ...accounts,
    version: 2,
    tableSql: accounts.tableSql.replace('owner text NOT NULL,', 'owner text NOT NULL, greeting text NOT NULL,'),
    on: Object.fromEntries(
      Object.entries(accounts.on).map(([type, { keys, evolve }]) => [
        type,
        {
          keys,
          evolve: (row, event, key) => {
            const next = evolve(row, event, key);
            return next && { ...next, greeting: `Hello ${(next as { owner: string }).owner}` };
          },
        },
      ]),
    ),
  };
  const nextRelease = await anotherProcess(stack);
  const replacing = nextRelease.run(second);
  await until(() => replacing.status().state === 'running');
  const position = await load.stop();
  expect(await nextRelease.progress.waitFor('bank.accounts', position, 30_000)).toBe(true);
  await until(() => old.status().state === 'superseded');
  expect(await reading.stop()).toBeGreaterThan(3);
  const expected = await pureFold(eventStore);
  expect(byId(await readAccounts(pool))).toEqual(byId(expected.rows));
  const { rows } = await pool.query(`SELECT count(*) AS wrong FROM bank.accounts WHERE greeting <> 'Hello ' || owner`);
  expect(rows[0]?.wrong).toBe(0n);
  await until(async () => (await tables(pool)).join() === 'accounts__g2');
});

it('builds anew when the declaration changed although the version did not', async () => {
  const stack = await testStack();
  const position = await append(stack.eventStore, opened(5));
  stack.run(accounts);
  expect(await stack.progress.waitFor('bank.accounts', position, 30_000)).toBe(true);
  await stack.stop();
  const next = await anotherProcess(stack);
  next.run({ ...accounts, tableSql: `${accounts.tableSql}; CREATE INDEX ON {{table}} (balance)` });
  await until(async () => (await committed(next.pool)).generation === 2);
  expect((await readAccounts(next.pool)).length).toBe(5);
});
