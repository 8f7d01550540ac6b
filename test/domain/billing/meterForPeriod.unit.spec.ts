import { describe, expect, it } from 'vitest';
import { meterForPeriod } from '../../../domain/billing/plan/meterForPeriod.js';
import { soldPrices } from '../../../domain/billing/plan/planPrices.js';
import type { PlanTerms } from '../../../domain/billing/plan/planTerms.js';
import { meterCharge } from '../../../domain/billing/rating/charges.js';

const meter = {
  meter: 'calls',
  included: 100,
  limit: 'soft',
  overage: {
    usd: [
      { upTo: 400, unitAmount: '0.8' },
      { upTo: null, unitAmount: '0.5' },
    ],
  },
} as const;
const year = meterForPeriod(meter, { interval: 'year', intervalCount: 1 });

describe('what a plan includes each month', () => {
  it('is as it is written in a monthly period, and twelve times as much in a yearly one', () => {
    expect(meterForPeriod(meter, { interval: 'month', intervalCount: 1 })).toEqual(meter);
    expect(meterForPeriod(meter, { interval: 'month', intervalCount: 3 }).included).toBe(300);
    expect(year.included).toBe(1_200);
    expect(year.overage.usd).toEqual([
      { upTo: 4_800, unitAmount: '0.8' },
      { upTo: null, unitAmount: '0.5' },
    ]);
  });

  it('costs the same by the year as in twelve months that are alike', () => {
    for (const used of [0n, 100n, 333n, 500n, 777n]) {
      const monthly = meterCharge(used, meter, 'usd', 'whole');
      const twelve = meterCharge(used * 12n, year, 'usd', 'whole');
      expect(Math.abs(twelve - 12 * monthly)).toBeLessThanOrEqual(6);
    }
  });

  it('is what the prices at Stripe say', () => {
    const sold = { interval: 'year', currency: 'usd', baseAmount: 1_000, seatAmount: 0 } as const;
    const terms: PlanTerms = {
      ...{ name: 'Calls', description: '', includedSeats: 1, maxSeats: 1, features: [], trialDays: 0 },
      prices: [sold, { ...sold, interval: 'month' }],
      meters: [meter],
    };
    const tiers = soldPrices('calls', 1, terms).flatMap((price) => (price.part === 'meter' ? [price.tiers] : []));
    expect(tiers.map((each) => each.map(({ upTo }) => upTo))).toEqual([
      [1_200, 6_000, null],
      [100, 500, null],
    ]);
  });
});
