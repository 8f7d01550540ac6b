import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fractionOf,
  plus,
  roundedDown,
  whole,
} from '../../../../../infrastructure/embedded/stripe-simulator/invoices/amounts/fraction.js';
import { prorate } from '../../../../../infrastructure/embedded/stripe-simulator/invoices/amounts/proration.js';

const seconds = (iso: string) => Date.parse(iso) / 1000;
const month = (year: number, of: number) => ({
  periodStart: Date.UTC(year, of - 1, 1) / 1000,
  periodEnd: Date.UTC(year, of, 1) / 1000,
});
const change = (before: number, after: number) => ({ before: whole(before), after: whole(after) });

describe('the worked examples of the documentation', () => {
  it('1: an upgrade previewed in the middle of August', () => {
    const remainder = { periodStart: 1_596_749_288, periodEnd: 1_599_427_688, at: 1_598_982_148 };
    expect(prorate(change(1000, 3252), remainder)).toEqual({ credit: -166, debit: 541 });
  });

  it('2: half of November is left', () => {
    const remainder = { ...month(2026, 11), at: seconds('2026-11-16T00:00:00Z') };
    expect(prorate(change(1000, 2000), remainder)).toEqual({ credit: -500, debit: 1000 });
  });

  it('3: a third of April is left', () => {
    const remainder = { ...month(2026, 4), at: seconds('2026-04-21T00:00:00Z') };
    expect(prorate(change(2000, 1000), remainder)).toEqual({ credit: -667, debit: 333 });
    expect(prorate(change(1000, 1000), remainder)).toEqual({ credit: -333, debit: 333 });
  });

  it('6: more seats credit the old quantity whole and debit the new one whole', () => {
    const remainder = { ...month(2026, 11), at: seconds('2026-11-11T00:00:00Z') };
    expect(prorate(change(5 * 3000, 8 * 3000), remainder)).toEqual({ credit: -10_000, debit: 16_000 });
  });

  it('7: a downgrade credits more than it debits', () => {
    const remainder = { ...month(2026, 11), at: seconds('2026-11-21T12:00:00Z') };
    expect(prorate(change(6000, 3000), remainder)).toEqual({ credit: -1900, debit: 950 });
  });

  it('9: a cancellation only credits', () => {
    const remainder = { ...month(2026, 3), at: seconds('2026-03-11T06:00:00Z') };
    expect(prorate({ before: whole(9900), after: null }, remainder)).toEqual({ credit: -6627, debit: null });
  });

  it('13: halves go toward minus infinity', () => {
    const remainder = { periodStart: 0, periodEnd: 400, at: 399 };
    expect(prorate(change(1000, 1800), remainder)).toEqual({ credit: -3, debit: 4 });
    expect(prorate(change(1000, 3000), remainder)).toEqual({ credit: -3, debit: 7 });
  });

  it('14: to the nearest cent', () => {
    const remainder = { ...month(2026, 11), at: seconds('2026-11-21T12:00:00Z') };
    expect(prorate(change(4900, 1900), remainder)).toEqual({ credit: -1552, debit: 602 });
  });
});

describe('any proration', () => {
  const cases = {
    before: fc.integer({ min: 0, max: 10_000_000 }),
    after: fc.integer({ min: 0, max: 10_000_000 }),
    length: fc.integer({ min: 1, max: 32_000_000 }),
    gone: fc.integer({ min: 0, max: 32_000_000 }),
  };

  it('is whole at the start of the period, nothing at its end, and never more than the price', () => {
    fc.assert(
      fc.property(fc.record(cases), ({ before, after, length, gone }) => {
        const period = { periodStart: 1000, periodEnd: 1000 + length };
        expect(prorate(change(before, after), { ...period, at: 1000 })).toEqual({ credit: -before || 0, debit: after });
        expect(prorate(change(before, after), { ...period, at: period.periodEnd })).toEqual({ credit: 0, debit: 0 });
        const { credit, debit } = prorate(change(before, after), { ...period, at: 1000 + gone });
        expect(-(credit ?? 0)).toBeLessThanOrEqual(before);
        expect(debit).toBeLessThanOrEqual(after);
      }),
    );
  });

  it('to the same configuration costs at most the one unit that a half can', () => {
    fc.assert(
      fc.property(fc.record(cases), ({ before, length, gone }) => {
        const remainder = { periodStart: 0, periodEnd: length, at: gone };
        const { credit, debit } = prorate(change(before, before), remainder);
        expect([-1, 0]).toContain((credit ?? 0) + (debit ?? 0) || 0);
      }),
    );
  });
});

describe('an exact number', () => {
  it('is read from decimals as Stripe writes them', () => {
    expect(roundedDown(plus(fractionOf('0.1'), fractionOf('0.2')))).toBe(0);
    expect(plus(fractionOf('-12.50'), fractionOf('12.5')).numerator).toBe(0n);
    expect(() => fractionOf('1e3')).toThrow('1e3 is no decimal number');
  });

  it('rounds ties toward minus infinity', () => {
    expect(['-2.5', '4.5', '7.5', '540.95', '-166.35'].map((text) => roundedDown(fractionOf(text)))).toEqual([
      -3, 4, 7, 541, -166,
    ]);
  });
});
