import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after, coalesce, whileMoreCome } from '../../../infrastructure/postgres/coalesce.js';

const ways = fc.constantFrom(whileMoreCome(2), after(1));
const identity = (item: number): string => String(item % 10);

describe('calls that come together', () => {
  it('share runs, each with its own answer, never two of one identity in a run', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(99), { maxLength: 60 }), ways, async (items, gathering) => {
        const runs: (readonly number[])[] = [];
        let underWay = 0;
        const call = coalesce<number, number>({
          run: async (batch) => {
            runs.push(batch);
            underWay += 1;
            expect(underWay).toBeLessThanOrEqual(2);
            await nextTurn();
            underWay -= 1;
            return batch.map((item) => item * 2);
          },
          identity,
          maxItems: 7,
          maxRuns: 2,
          gathering,
        });
        expect(await Promise.all(items.map(call))).toEqual(items.map((item) => item * 2));
        expect([...runs.flat()].sort()).toEqual([...items].sort());
        for (const batch of runs) {
          expect(batch.length).toBeLessThanOrEqual(7);
          expect(new Set(batch.map(identity)).size).toBe(batch.length);
        }
        if (items.length >= 20) expect(runs.length).toBeLessThan(items.length);
      }),
    );
  });

  it('share a run when they come in turns that follow each other', async () => {
    const runs: (readonly number[])[] = [];
    const call = coalesce<number, number>({
      run: async (batch) => {
        runs.push(batch);
        return batch;
      },
      identity,
      maxItems: 10,
      maxRuns: 1,
      gathering: whileMoreCome(60_000),
    });
    const first = call(1);
    await nextTurn();
    await Promise.all([first, call(2), call(3)]);
    expect(runs).toEqual([[1, 2, 3]]);
  });

  it('fail together, and later ones go on', async () => {
    let healthy = false;
    const call = coalesce<number, number>({
      run: (batch) => (healthy ? Promise.resolve(batch) : Promise.reject(new Error('gone'))),
      identity,
      maxItems: 10,
      maxRuns: 1,
      gathering: whileMoreCome(2),
    });
    const outcomes = await Promise.allSettled([call(1), call(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    healthy = true;
    expect(await call(3)).toBe(3);
  });

  it('a run that answers too few fails instead of leaving callers waiting', async () => {
    const call = coalesce<number, number>({
      run: async () => [],
      identity,
      maxItems: 10,
      maxRuns: 1,
      gathering: after(1),
    });
    await expect(call(1)).rejects.toThrow('0 results for 1 items');
  });
});
