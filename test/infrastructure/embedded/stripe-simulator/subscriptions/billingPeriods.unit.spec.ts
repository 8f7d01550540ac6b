import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  periodAt,
  periodBoundary,
} from '../../../../../infrastructure/embedded/stripe-simulator/subscriptions/periods/billingPeriods.js';

const seconds = (iso: string) => Date.parse(iso) / 1000;
const day = (time: number) => new Date(time * 1000).toISOString();
const monthly = { interval: 'month', count: 1 } as const;

describe('a billing anchor', () => {
  it('15: on the 31st falls on the last day of short months and comes back', () => {
    const anchor = seconds('2027-01-31T10:00:00Z');
    expect([1, 2, 3, 4].map((steps) => day(periodBoundary(anchor, monthly, steps)))).toEqual([
      '2027-02-28T10:00:00.000Z',
      '2027-03-31T10:00:00.000Z',
      '2027-04-30T10:00:00.000Z',
      '2027-05-31T10:00:00.000Z',
    ]);
  });

  it('on a leap day', () => {
    const anchor = seconds('2028-02-29T00:00:00Z');
    const yearly = { interval: 'year', count: 1 } as const;
    expect([1, 4].map((steps) => day(periodBoundary(anchor, yearly, steps)).slice(0, 10))).toEqual([
      '2029-02-28',
      '2032-02-29',
    ]);
  });

  it('has exactly one period for every time, and periods meet', () => {
    const interval = fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const);
    const time = fc.integer({ min: 0, max: 4_000_000_000 });
    fc.assert(
      fc.property(time, interval, fc.integer({ min: 1, max: 12 }), time, (anchor, of, count, at) => {
        const billed = { interval: of, count };
        const { start, end } = periodAt(anchor, billed, at);
        expect(start).toBeLessThanOrEqual(at);
        expect(end).toBeGreaterThan(at);
        expect(periodAt(anchor, billed, end).start).toBe(end);
        expect(periodAt(anchor, billed, start)).toEqual({ start, end });
      }),
    );
  });
});
