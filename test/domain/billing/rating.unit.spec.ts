import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { soldPrices } from '../../../domain/billing/plan/planPrices.js';
import type { OverageTier } from '../../../domain/billing/plan/planTerms.js';
import { graduated, intervalCharge, meterCharge, prorated } from '../../../domain/billing/rating/charges.js';
import { exactly, nearestUp } from '../../../domain/billing/rating/exactAmount.js';
import { soldAs } from '../../../domain/billing/rating/soldAs.js';
import { meter, terms } from '../../support/fixtures/plans.js';

const instant = (seconds: number) => new Date(seconds * 1000).toISOString();
const november = (at: string) => ({
  periodStart: '2026-11-01T00:00:00.000Z',
  periodEnd: '2026-12-01T00:00:00.000Z',
  at,
});

describe('a proration', () => {
  it('is what Stripe documents for its own example', () => {
    const remainder = { periodStart: instant(1596749288), periodEnd: instant(1599427688), at: instant(1598982148) };
    expect([prorated(1_000, 'credit', remainder), prorated(3_252, 'debit', remainder)]).toEqual([-166, 541]);
  });

  it.each([
    ['half of a month', '2026-11-16T00:00:00.000Z', 1_000, 2_000, -500, 1_000],
    ['five to eight seats', '2026-11-11T00:00:00.000Z', 15_000, 24_000, -10_000, 16_000],
    ['down', '2026-11-21T12:00:00.000Z', 6_000, 3_000, -1_900, 950],
    ['an uneven price', '2026-11-21T12:00:00.000Z', 4_900, 1_900, -1_552, 602],
  ])('of %s is to the cent', (_, at, before, after, credit, debit) => {
    expect(prorated(before, 'credit', november(at))).toBe(credit);
    expect(prorated(after, 'debit', november(at))).toBe(debit);
  });

  it('rounds ties toward minus infinity: a four-hundredth of 1000, 1800 and 3000', () => {
    const at = { periodStart: instant(0), periodEnd: instant(400), at: instant(399) };
    expect(prorated(1_000, 'credit', at)).toBe(-3);
    expect(prorated(1_800, 'debit', at)).toBe(4);
    expect(prorated(3_000, 'debit', at)).toBe(7);
  });

  it('never gives back more than was paid, nothing at the end and all of it at the beginning', () => {
    const amount = fc.integer({ min: 0, max: 99_999_999 });
    const times = fc.tuple(fc.integer({ min: 1, max: 31_622_400 }), fc.nat(31_622_400));
    fc.assert(
      fc.property(amount, times, (paid, [length, passed]) => {
        const remainder = (at: number) => ({ periodStart: instant(0), periodEnd: instant(length), at: instant(at) });
        const credit = prorated(paid, 'credit', remainder(Math.min(passed, length)));
        expect(Math.abs(credit)).toBeLessThanOrEqual(paid);
        expect(Math.abs(prorated(paid, 'credit', remainder(length)))).toBe(0);
        expect(prorated(paid, 'credit', remainder(0)) + paid).toBe(0);
      }),
    );
  });
});

describe('a metered price', () => {
  const tiers = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }).chain((ends) => {
    const ascending: (number | null)[] = [...ends.sort((a, b) => a - b), null];
    const price = fc.tuple(fc.nat(99), fc.nat(999_999)).map(([whole, part]) => `${whole}.${part}1`);
    return fc.tuple(...ascending.map((upTo) => price.map((unitAmount): OverageTier => ({ upTo, unitAmount }))));
  });

  it('charges each unit in the tier it falls into', () => {
    fc.assert(
      fc.property(tiers, fc.nat(120), (steps, quantity) => {
        let expected = 0n;
        for (let unit = 1; unit <= quantity; unit++)
          expected += exactly(steps.find(({ upTo }) => upTo === null || unit <= upTo)?.unitAmount ?? '0');
        expect(graduated(BigInt(quantity), steps).reduce((sum, amount) => sum + amount, 0n)).toBe(expected);
      }),
    );
  });

  it('charges nothing up to what is included, and from there on as from the first unit', () => {
    fc.assert(
      fc.property(tiers, fc.nat(500), fc.nat(500), (steps, included, beyond) => {
        const soft = meter({ included, overage: { usd: steps } });
        const none = meter({ included: 0, overage: { usd: steps } });
        expect(meterCharge(BigInt(included), soft, 'usd', 'whole')).toBe(0);
        for (const rounding of ['whole', 'eachTier'] as const)
          expect(meterCharge(BigInt(included + beyond), soft, 'usd', rounding)).toBe(
            meterCharge(BigInt(beyond), none, 'usd', rounding),
          );
      }),
    );
  });

  it('charges nothing where the limit is hard, and is exact far beyond floats', () => {
    expect(meterCharge(1_000n, meter({ limit: 'hard', overage: {} }), 'usd', 'whole')).toBe(0);
    expect(nearestUp(exactly('0.000000000001') * 500_000_000_000n)).toBe(1);
    expect(nearestUp(exactly('0.000000000001') * 499_999_999_999n)).toBe(0);
    expect(nearestUp(exactly('99999999.999999999999') * 1_000n)).toBe(100_000_000_000);
  });
});

describe('a plan and its seats', () => {
  it('charges for seats beyond the included ones only', () => {
    const price = { interval: 'month', currency: 'usd', baseAmount: 4_900, seatAmount: 900 } as const;
    expect(intervalCharge(price, 5, 3)).toEqual({ base: 4_900, seats: 0 });
    expect(intervalCharge(price, 5, 8)).toEqual({ base: 4_900, seats: 2_700 });
  });
});

describe('a lookup key', () => {
  it('is read as it was written', () => {
    for (const { lookupKey, part, interval, currency, ...rest } of soldPrices('pro-2', 12, terms()))
      expect(soldAs(lookupKey)).toEqual({
        planId: 'pro-2',
        version: 12,
        interval,
        currency,
        part,
        meter: 'meter' in rest ? rest.meter : null,
      });
  });

  it('of another price is not taken for one of a plan', () => {
    for (const key of ['', 'pro', 'plan:pro:v0:month:usd:base', 'plan:pro:v1:week:usd:base', 'plan:pro:v1:month:usd'])
      expect(soldAs(key)).toBeUndefined();
  });
});
