import { expect, it } from 'vitest';
import type { AnyRecordedEvent } from '../../../application/events/recordedEvent.js';
import type { AnyPostgresProjector } from '../../../projections/runtime/postgresProjector.js';
import { until } from '../../support/until.js';
import { accounts, append, mendedCodec, opened, pureFold, stored, traffic } from './support/bank.js';
import { byId, committed, readAccounts } from './support/stack.js';
import { anotherProcess, testStack } from './support/testStack.js';

/** A read model of the same accounts that handles openings alone. */
const openings: AnyPostgresProjector = {
  ...accounts,
  name: 'bank.openings',
  on: { AccountOpened: accounts.on.AccountOpened } as AnyPostgresProjector['on'],
};

/** `accounts` with a handler of money moves that is broken. */
const withMoves = (evolve: (row: object | undefined, event: AnyRecordedEvent) => object | undefined) => ({
  ...accounts,
  on: {
    ...accounts.on,
    MoneyMoved: { keys: (event: AnyRecordedEvent) => [(event.data as { from: string }).from], evolve },
  },
});

it('stops at a poison event, commits all before it, and resumes exactly once it can be read', async () => {
  const stack = await testStack();
  const { eventStore, pool, progress } = stack;
  const before = await append(eventStore, [...opened(30), ...traffic(300, 30)]);
  const poison = await append(eventStore, [
    stored('MoneyMoved', { from: 'account-1', to: 'account-2', amount: 'all', at: '2026-01-01T00:00:00Z' }),
  ]);
  const after = await append(eventStore, [...traffic(50, 30, 2), ...opened(3)]);
  const stopped = stack.run(accounts);
  const other = stack.run(openings);

  await until(() => stopped.status().error?.position === poison);
  await until(() => stopped.status().state === 'stopped');
  expect(stopped.status().position).toBe(before);
  expect(await progress.waitFor('bank.openings', after, 20_000)).toBe(true);
  expect(other.status()).toMatchObject({ state: 'running', error: undefined });
  await until(async () => {
    const { rows } = await pool.query(
      `SELECT failed_position AS at FROM projections.checkpoints WHERE last_error LIKE '%shape%'`,
    );
    return rows[0]?.at === poison;
  });
  await stack.stop();

  const nextRelease = await anotherProcess(stack, { codec: mendedCodec });
  nextRelease.run(accounts);
  expect(await nextRelease.progress.waitFor('bank.accounts', after, 20_000)).toBe(true);
  const expected = await pureFold(eventStore, accounts, mendedCodec);
  expect(byId(await readAccounts(nextRelease.pool))).toEqual(byId(expected.rows));
  expect((await committed(nextRelease.pool)).events).toBe(BigInt(expected.events));
});

it('retries an event whose handler throws, skips nothing, and goes on once the handler is mended', async () => {
  const stack = await testStack();
  const { eventStore } = stack;
  const before = await append(eventStore, opened(5));
  let attempts = 0;
  let broken = true;
  const mendable = withMoves((row, event) => {
    if (!broken) return row;
    attempts++;
    throw new Error(`cannot project ${event.id}`);
  });
  const running = stack.run(mendable);
  const failing = await append(eventStore, [
    stored('MoneyMoved', { from: 'account-1', to: 'account-2', amount: 1, at: '2026-01-01T00:00:00Z' }),
  ]);
  const last = await append(eventStore, [stored('AccountClosed', { accountId: 'account-4' })]);
  await until(() => attempts > 2);
  expect(running.status()).toMatchObject({ position: before, error: { position: failing } });
  expect((await committed(stack.pool)).position).toBeLessThan(failing);

  broken = false;
  expect(await stack.progress.waitFor('bank.accounts', last, 20_000)).toBe(true);
  expect(running.status()).toMatchObject({ state: 'running', error: undefined });
  expect((await readAccounts(stack.pool)).length).toBe(4);
});

it('finds the one event in a batch whose row the table refuses', async () => {
  const stack = await testStack();
  const { eventStore } = stack;
  const limited = {
    ...accounts,
    tableSql: accounts.tableSql.replace('moves integer', 'moves integer CHECK (moves < 3)'),
  };
  const move = (from: string) => stored('MoneyMoved', { from, to: 'nobody', amount: 1, at: '2026-01-01T00:00:00Z' });
  const good = [...opened(20), ...['account-1', 'account-2', 'account-1'].map(move)];
  const before = await append(eventStore, good);
  const refused = await append(eventStore, [move('account-1')]);
  await append(eventStore, ['account-2', 'account-3', 'account-2'].map(move));
  const running = stack.run(limited);
  await until(() => running.status().error?.position === refused);
  expect(running.status().error?.message).toContain('violates check constraint');
  expect(await committed(stack.pool)).toMatchObject({ position: before, events: BigInt(good.length) });
});

it('says which property of a row does not fit its column', async () => {
  const stack = await testStack();
  await append(stack.eventStore, [...opened(1), ...traffic(20, 1)]);
  const running = stack.run(withMoves((row) => row && { ...row, moves: 'three' }));
  await until(() => running.status().state === 'stopped');
  expect(running.status().error?.message).toBe('property moves is a string, three; column moves is int4');
});

it('outlives the loss of every database connection', async () => {
  const stack = await testStack();
  const { eventStore, pool, progress } = stack;
  stack.run(accounts);
  let position = await append(eventStore, opened(40));
  expect(await progress.waitFor('bank.accounts', position, 20_000)).toBe(true);
  for (let round = 0; round < 5; round++) {
    await append(eventStore, traffic(50, 50, round));
    const other = await anotherProcess(stack);
    await other.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    position = await append(eventStore, traffic(50, 50, 10 + round));
    expect(await progress.waitFor('bank.accounts', position, 20_000)).toBe(true);
  }
  const expected = await pureFold(eventStore);
  expect(byId(await readAccounts(pool))).toEqual(byId(expected.rows));
  expect((await committed(pool)).events).toBe(BigInt(expected.events));
});
