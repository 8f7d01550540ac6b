import { expect, it } from 'vitest';
import { until } from '../../support/until.js';
import { accounts, append, opened, pureFold, stored, traffic } from './support/bank.js';
import { byId, committed, readAccounts } from './support/stack.js';
import { anotherProcess, testStack } from './support/testStack.js';

it('folds a backlog and what comes live, rows and checkpoint together', async () => {
  const { eventStore, pool, progress, run } = await testStack();
  await append(eventStore, [...opened(50), ...traffic(3_000, 60)]);
  const running = run(accounts);
  let position = await append(eventStore, traffic(1_000, 60, 2));
  expect(await progress.waitFor('bank.accounts', position, 20_000)).toBe(true);
  for (const event of traffic(50, 60, 3)) position = await append(eventStore, [event]);
  expect(await progress.waitFor('bank.accounts', position, 20_000)).toBe(true);

  const expected = await pureFold(eventStore);
  expect(byId(await readAccounts(pool))).toEqual(byId(expected.rows));
  expect(running.status()).toMatchObject({ state: 'running', position, lag: 0n, error: undefined });
  await until(async () => (await committed(pool)).position === position);
  expect(await committed(pool)).toMatchObject({ events: BigInt(expected.events), generation: 1, epoch: 1n });
});

it('goes on after a restart where it was, from rows read back from the table', async () => {
  const first = await testStack();
  await append(first.eventStore, [...opened(20), ...traffic(500, 30)]);
  first.run(accounts);
  await until(async () => (await committed(first.pool)).events > 0n);
  await first.stop();
  const position = await append(first.eventStore, traffic(500, 30, 2));
  const second = await anotherProcess(first);
  second.run(accounts);
  expect(await second.progress.waitFor('bank.accounts', position, 20_000)).toBe(true);
  const expected = await pureFold(first.eventStore);
  expect(byId(await readAccounts(second.pool))).toEqual(byId(expected.rows));
  expect(await committed(second.pool)).toMatchObject({ events: BigInt(expected.events), epoch: 2n });
});

it('tells who touched what with each commit, and passes over the rest without writing', async () => {
  const { eventStore, pool, progress, wakeUps, run } = await testStack();
  const heard: string[] = [];
  wakeUps.subscribe('readModel.bank.accounts', ({ organizationIds }) => heard.push(...organizationIds));
  run(accounts);
  const opening = stored('AccountOpened', { accountId: 'account-1', owner: 'Mia' }, 'org-b');
  expect(await progress.waitFor('bank.accounts', await append(eventStore, [opening]), 20_000)).toBe(true);
  expect(heard).toEqual(['org-b']);

  const { events } = await committed(pool);
  const position = await append(eventStore, [stored('WeatherObserved', { degrees: 7 }, 'org-c')]);
  expect(await progress.waitFor('bank.accounts', position, 20_000)).toBe(true);
  expect(heard).toEqual(['org-b']);
  await until(async () => (await committed(pool)).position === position);
  expect((await committed(pool)).events).toBe(events);
});

it('saves on a clean stop what it has only passed over', async () => {
  const { eventStore, pool, progress, run, stop } = await testStack();
  run(accounts);
  const position = await append(eventStore, [stored('WeatherObserved', { degrees: 7 })]);
  expect(await progress.waitFor('bank.accounts', position, 20_000)).toBe(true);
  await stop();
  expect((await committed(pool)).position).toBe(position);
});

it('stores text that PostgreSQL refuses with a replacement character', async () => {
  const { eventStore, pool, progress, run } = await testStack();
  run(accounts);
  const owner = 'a\u0000b\\u0000c';
  const position = await append(eventStore, [stored('AccountOpened', { accountId: 'account-1', owner })]);
  expect(await progress.waitFor('bank.accounts', position, 20_000)).toBe(true);
  expect((await readAccounts(pool)).map((account) => account.owner)).toEqual(['a\uFFFDb\\u0000c']);
});

it('runs one name once in a process: the second waits', async () => {
  const { run } = await testStack();
  const both = [run(accounts), run({ ...accounts })];
  const inState = (state: string) => both.filter((each) => each.status().state === state);
  await until(() => inState('waiting').length === 1 && inState('running').length === 1);
});

it('refuses names that are not a schema and a table', async () => {
  const { run } = await testStack();
  const running = run({ ...accounts, name: 'bank."; DROP SCHEMA projections; --' });
  await until(() => running.status().state === 'stopped');
  expect(running.status().error?.message).toContain('a read model is named <schema>.<table>');
});

it('refuses to run ahead of a log that was restored to an earlier state', async () => {
  const { eventStore, pool, progress, run } = await testStack();
  const running = run(accounts);
  const position = await append(eventStore, opened(1));
  expect(await progress.waitFor('bank.accounts', position, 20_000)).toBe(true);
  await pool.query(`UPDATE projections.checkpoints SET position = 1000000, epoch = epoch + 1`);
  await append(eventStore, traffic(2, 1));
  await until(() => running.status().state === 'stopped');
  expect(running.status().error?.message).toContain('ahead of the log');
});
