import { expect, it } from 'vitest';
import { Tally } from '../../../api/gateway/tally.js';
import { turns } from '../../../api/gateway/turns.js';

it('runs only so many at once, in order, and goes on after a failure', async () => {
  const turn = turns(2);
  const begun: number[] = [];
  const release: (() => void)[] = [];
  const work = (index: number) =>
    turn(async () => {
      begun.push(index);
      await new Promise<void>((resolve) => release.push(resolve));
      if (index === 0) throw new Error('the first one fails');
      return index;
    });
  const all = Promise.allSettled([0, 1, 2, 3, 4].map(work));
  for (let done = 0; done < 5; done++) {
    await Promise.resolve();
    expect(begun.length - done).toBeLessThanOrEqual(2);
    while (!release[done]) await Promise.resolve();
    release[done]?.();
  }
  expect((await all).map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});

it('counts what is open under a key up to its limit', () => {
  const tally = new Tally(2);
  expect([tally.enter('a'), tally.enter('a'), tally.enter('a'), tally.enter('b')]).toEqual([true, true, false, true]);
  tally.leave('a');
  expect([tally.enter('a'), tally.enter('a')]).toEqual([true, false]);
});
