import { expect, it } from 'vitest';
import { until } from '../../support/until.js';
import { accounts, append, opened, pureFold, traffic } from './support/bank.js';
import { forkProjector } from './support/forkProjector.js';
import { byId, committed, readAccounts } from './support/stack.js';
import { testStack } from './support/testStack.js';

const KILLS = 24;

it(`is exact after ${KILLS} kills, before or after each of its statements`, { timeout: 240_000 }, async () => {
  const stack = await testStack();
  await append(stack.eventStore, [...opened(40), ...traffic(200, 50)]);
  const forkVictim = (kill: number) =>
    forkProjector(stack, { statement: 1 + kill, moment: kill % 2 ? 'after' : 'before', signal: 'SIGKILL' });
  let next = forkVictim(0);
  for (let kill = 0; kill < KILLS; kill++) {
    const victim = next;
    next = forkVictim(kill + 1);
    victim.go();
    let dead = false;
    void victim.exited.then(() => {
      dead = true;
    });
    for (let round = 0; !dead; round++) {
      const position = await append(stack.eventStore, traffic(7, 50, 1_000 * kill + round));
      await until(async () => dead || (await committed(stack.pool)).position >= position);
    }
  }
  stack.run(accounts);
  const position = await stack.eventStore.head();
  expect(await stack.progress.waitFor('bank.accounts', position, 60_000)).toBe(true);
  const expected = await pureFold(stack.eventStore);
  expect(byId(await readAccounts(stack.pool))).toEqual(byId(expected.rows));
  const { events, epoch } = await committed(stack.pool);
  expect(events).toBe(BigInt(expected.events));
  // Each takes the lease some statements after its first: most of them died while they held it.
  expect(epoch).toBeGreaterThanOrEqual(12n);
});

it('fences an instance that was frozen before its write and wakes up after another took over', async () => {
  const stack = await testStack();
  await append(stack.eventStore, opened(40));
  const frozen = forkProjector(stack, { statement: 24, moment: 'before', signal: 'SIGSTOP' });
  frozen.go();
  await until(async () => (await committed(stack.pool)).epoch === 1n);
  stack.run(accounts);
  for (let round = 0; (await committed(stack.pool)).epoch < 2n; round++)
    await append(stack.eventStore, traffic(20, 50, round));
  const during = await append(stack.eventStore, traffic(100, 50, 99));
  expect(await stack.progress.waitFor('bank.accounts', during, 30_000)).toBe(true);
  const untouched = await committed(stack.pool);

  frozen.process.kill('SIGCONT');
  await until(() => frozen.troubles.some((message) => /fenced|leases lost/.test(message)));
  const after = await append(stack.eventStore, traffic(100, 50, 100));
  expect(await stack.progress.waitFor('bank.accounts', after, 30_000)).toBe(true);
  const expected = await pureFold(stack.eventStore);
  expect(byId(await readAccounts(stack.pool))).toEqual(byId(expected.rows));
  expect(await committed(stack.pool)).toMatchObject({ epoch: untouched.epoch, events: BigInt(expected.events) });
});

it('lets two instances take turns and never write both', async () => {
  const stack = await testStack();
  await append(stack.eventStore, [...opened(40), ...traffic(1_000, 50)]);
  const first = forkProjector(stack, null);
  first.go();
  await until(async () => (await committed(stack.pool)).epoch === 1n);
  const standBy = stack.run(accounts);
  await until(() => standBy.status().state === 'waiting');
  first.process.kill('SIGTERM');
  const position = await append(stack.eventStore, traffic(1_000, 50, 2));
  expect(await stack.progress.waitFor('bank.accounts', position, 30_000)).toBe(true);
  await first.exited;
  await until(() => standBy.status().state === 'running');
  const expected = await pureFold(stack.eventStore);
  expect(byId(await readAccounts(stack.pool))).toEqual(byId(expected.rows));
  expect((await committed(stack.pool)).events).toBe(BigInt(expected.events));
});
