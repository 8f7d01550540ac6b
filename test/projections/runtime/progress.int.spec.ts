import { expect, it } from 'vitest';
import { accounts, append, opened, stored } from './support/bank.js';
import { readAccounts } from './support/stack.js';
import { anotherProcess, testStack } from './support/testStack.js';

it('learns of progress in another process, with no wake-up between them, within a second', async () => {
  const projector = await testStack();
  projector.run(accounts);
  const reader = await anotherProcess(projector);
  const position = await append(projector.eventStore, opened(10));
  expect(await reader.progress.waitFor('bank.accounts', position, 10_000)).toBe(true);
  expect(reader.progress.reached('bank.accounts')).toBeGreaterThanOrEqual(position);
});

it('answers false when the time is up first, and waits for each read model by itself', async () => {
  const { eventStore, progress, run } = await testStack();
  run(accounts);
  const position = await append(eventStore, opened(1));
  const [accountsReached, othersReached, future] = await Promise.all([
    progress.waitFor('bank.accounts', position, 10_000),
    progress.waitFor('bank.others', position, 300),
    progress.waitFor('bank.accounts', position + 1_000n, 300),
  ]);
  expect([accountsReached, othersReached, future]).toEqual([true, false, false]);
  expect(progress.reached('bank.others')).toBe(-1n);
});

it('says a position is reached only when the row it changed can be read', async () => {
  const { eventStore, pool, progress, run } = await testStack();
  run(accounts);
  await append(eventStore, opened(1));
  const move = { from: 'account-0', to: 'nobody', amount: 1, at: '2026-01-01T00:00:00Z' };
  for (let round = 1; round <= 100; round++) {
    const position = await append(eventStore, [stored('MoneyMoved', move)]);
    expect(await progress.waitFor('bank.accounts', position, 10_000)).toBe(true);
    expect(await readAccounts(pool)).toMatchObject([{ moves: round, lastPosition: position }]);
  }
});
