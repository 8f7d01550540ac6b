import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { soldPrices } from '../../../domain/billing/plan/planPrices.js';
import type { OverageTier, PlanPrice, PlanTerms } from '../../../domain/billing/plan/planTerms.js';
import { type PlanTermsRejection, rejectedTerms } from '../../../domain/billing/plan/rejectedTerms.js';
import { meter, terms } from '../../support/fixtures/plans.js';

const price = (changes: Partial<PlanPrice> = {}): PlanPrice => ({
  interval: 'month',
  currency: 'usd',
  baseAmount: 4_900,
  seatAmount: 900,
  ...changes,
});
const tiered = (...tiers: OverageTier[]) => terms({ meters: [meter({ overage: { usd: tiers } })] });
const open: OverageTier = { upTo: null, unitAmount: '0.5' };

const wrong: readonly (readonly [PlanTermsRejection, PlanTerms])[] = [
  ['PLAN_NAME_INVALID', terms({ name: ' ' })],
  ['PLAN_DESCRIPTION_TOO_LONG', terms({ description: 'a'.repeat(501) })],
  ['PLAN_WITHOUT_PRICE', terms({ prices: [] })],
  ['PLAN_INTERVAL_UNKNOWN', terms({ prices: [price({ interval: 'week' as 'month' })] })],
  ['PLAN_CURRENCY_UNKNOWN', terms({ prices: [price({ currency: 'xxx' })] })],
  ['PLAN_CURRENCY_UNKNOWN', terms({ prices: [price({ currency: 'USD' })] })],
  ['PLAN_PRICE_REPEATED', terms({ prices: [price(), price({ baseAmount: 1 })] })],
  ['PLAN_AMOUNT_INVALID', terms({ prices: [price({ baseAmount: -1 })] })],
  ['PLAN_AMOUNT_INVALID', terms({ prices: [price({ seatAmount: 9.5 })] })],
  ['PLAN_AMOUNT_INVALID', terms({ prices: [price({ baseAmount: 100_000_000 })] })],
  ['PLAN_AMOUNT_INVALID', terms({ prices: [price({ currency: 'jpy', baseAmount: 10.25 })] })],
  ['PLAN_AMOUNT_INVALID', terms({ prices: [price({ currency: 'isk', baseAmount: 550 })] })],
  ['PLAN_SEATS_INVALID', terms({ includedSeats: 0 })],
  ['PLAN_SEATS_INVALID', terms({ maxSeats: 4 })],
  ['PLAN_METER_NAME_INVALID', terms({ meters: [meter({ meter: 'Agent runs' })] })],
  ['PLAN_METER_REPEATED', terms({ meters: [meter(), meter()] })],
  ['PLAN_INCLUDED_QUANTITY_INVALID', terms({ meters: [meter({ included: 0.5 })] })],
  ['PLAN_HARD_LIMIT_WITH_OVERAGE', terms({ meters: [meter({ limit: 'hard' })] })],
  ['PLAN_OVERAGE_CURRENCIES_DIFFER', terms({ meters: [meter({ overage: {} })] })],
  ['PLAN_OVERAGE_CURRENCIES_DIFFER', terms({ meters: [meter({ overage: { usd: [open], eur: [open] } })] })],
  ['PLAN_LAST_TIER_NOT_OPEN', tiered()],
  ['PLAN_LAST_TIER_NOT_OPEN', tiered({ upTo: 10, unitAmount: '1' })],
  ['PLAN_TIERS_NOT_ASCENDING', tiered({ upTo: 10, unitAmount: '1' }, { upTo: 10, unitAmount: '1' }, open)],
  ['PLAN_TIERS_NOT_ASCENDING', tiered(open, open)],
  ['PLAN_UNIT_AMOUNT_INVALID', tiered({ upTo: null, unitAmount: '0.0000000000001' })],
  ['PLAN_UNIT_AMOUNT_INVALID', tiered({ upTo: null, unitAmount: '1e3' })],
  ['PLAN_UNIT_AMOUNT_INVALID', tiered({ upTo: null, unitAmount: '-1' })],
  ['PLAN_FEATURE_NAME_INVALID', terms({ features: ['Audit log'] })],
  ['PLAN_FEATURE_REPEATED', terms({ features: ['sso', 'sso'] })],
  ['PLAN_TRIAL_DAYS_INVALID', terms({ trialDays: 731 })],
];

describe('the terms of a plan', () => {
  it('can be sold when nothing is wrong with them', () => {
    expect(rejectedTerms(terms())).toBeNull();
    expect(rejectedTerms(terms({ meters: [meter({ limit: 'hard', overage: {} })], maxSeats: 5 }))).toBeNull();
  });

  it.each(wrong)('are refused with %s', (rejection, refused) => {
    expect(rejectedTerms(refused)).toBe(rejection);
  });
});

describe('what a plan version sells', () => {
  const steps = fc
    .uniqueArray(fc.integer({ min: 1, max: 1_000 }), { maxLength: 4 })
    .map((ends) => [...ends.sort((a, b) => a - b), null].map((upTo, n) => ({ upTo, unitAmount: `0.${n + 1}` })));
  const sellable = fc
    .record({ tiers: steps, included: fc.integer({ min: 0, max: 500 }), maxSeats: fc.constantFrom(null, 5, 9) })
    .map(({ tiers, included, maxSeats }) =>
      terms({ maxSeats, meters: [meter({ included, overage: { usd: tiers } })] }),
    );

  it('has one price for each lookup key, seats only where they are sold', () => {
    fc.assert(
      fc.property(sellable, (sold) => {
        expect(rejectedTerms(sold)).toBeNull();
        const prices = soldPrices('pro', 3, sold);
        const keys = prices.map(({ lookupKey }) => lookupKey);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys).toContain('plan:pro:v3:month:usd:base');
        expect(keys).toContain('plan:pro:v3:year:usd:meter:agent_runs');
        expect(keys.includes('plan:pro:v3:month:usd:seat')).toBe(sold.maxSeats !== 5);
      }),
    );
  });

  it('charges nothing for what is included, and ends open', () => {
    fc.assert(
      fc.property(sellable, (sold) => {
        const included = sold.meters[0]?.included ?? 0;
        for (const each of soldPrices('pro', 1, sold)) {
          if (each.part !== 'meter') continue;
          const ends = each.tiers.map(({ upTo }) => upTo ?? Number.POSITIVE_INFINITY);
          expect(ends).toEqual([...ends].sort((a, b) => a - b));
          expect(ends.at(-1)).toBe(Number.POSITIVE_INFINITY);
          const months = each.interval === 'year' ? 12 : 1;
          if (included > 0) expect(each.tiers[0]).toEqual({ upTo: included * months, unitAmount: '0' });
        }
      }),
    );
  });
});
