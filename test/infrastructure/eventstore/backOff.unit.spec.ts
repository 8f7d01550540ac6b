import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOff, backOffMs } from '../../../infrastructure/eventstore/backOff.js';

const policy = { firstMs: 50, capMs: 1_000 };

describe('the wait before a repetition', () => {
  it('doubles up to the cap, and never is less than half of that', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (repetition, random) => {
        const full = Math.min(1_000, 50 * 2 ** repetition);
        const ms = backOffMs(policy, repetition, random);
        expect(ms).toBeGreaterThanOrEqual(full / 2);
        expect(ms).toBeLessThanOrEqual(full);
      }),
    );
  });

  it('differs between callers that failed together', () => {
    expect(backOffMs(policy, 2, 0)).toBe(100);
    expect(backOffMs(policy, 2, 1)).toBe(200);
  });

  it('ends early and quietly when it is aborted', async () => {
    await backOff({ firstMs: 3_600_000, capMs: 3_600_000 }, 0, AbortSignal.abort());
  });
});
