import type { PlanId } from '../ids.js';
import { meterForPeriod } from './meterForPeriod.js';
import type { OverageTier, PlanInterval, PlanTerms } from './planTerms.js';

type Priced = Readonly<{ lookupKey: string; interval: PlanInterval; currency: string }>;

/** One price that a plan version sells, to be made in Stripe under its lookup key. */
export type SoldPrice =
  | (Priced & Readonly<{ part: 'base' | 'seat'; unitAmount: number }>)
  | (Priced & Readonly<{ part: 'meter'; meter: string; tiers: readonly OverageTier[] }>);

/** The part of a lookup key that names a version sold at an interval in a currency. */
const soldAs = (planId: PlanId, version: number, interval: PlanInterval, currency: string): string =>
  `plan:${planId}:v${version}:${interval}:${currency}`;

/** Lookup key of the price for the plan itself. */
export const basePriceKey = (planId: PlanId, version: number, interval: PlanInterval, currency: string): string =>
  `${soldAs(planId, version, interval, currency)}:base`;

/** Lookup key of the price for one seat beyond the included ones. */
export const seatPriceKey = (planId: PlanId, version: number, interval: PlanInterval, currency: string): string =>
  `${soldAs(planId, version, interval, currency)}:seat`;

/** Lookup key of the price for what a soft meter counts. */
export const meterPriceKey = (
  planId: PlanId,
  version: number,
  interval: PlanInterval,
  currency: string,
  meter: string,
): string => `${soldAs(planId, version, interval, currency)}:meter:${meter}`;

/** Whether seats beyond the included ones can be bought. */
export const sellsSeats = ({ includedSeats, maxSeats }: PlanTerms): boolean =>
  maxSeats === null || maxSeats > includedSeats;

/** Graduated tiers over everything a period counts: the included units at nothing, then the overage tiers above them. */
export function meterTiers(included: number, overage: readonly OverageTier[]): readonly OverageTier[] {
  const above = overage.map(({ upTo, unitAmount }) => ({ upTo: upTo === null ? null : included + upTo, unitAmount }));
  return included === 0 ? above : [{ upTo: included, unitAmount: '0' }, ...above];
}

/** Every price a published version sells. */
export function soldPrices(planId: PlanId, version: number, terms: PlanTerms): readonly SoldPrice[] {
  return terms.prices.flatMap(({ interval, currency, baseAmount, seatAmount }): SoldPrice[] => {
    const key = [planId, version, interval, currency] as const;
    const base = { lookupKey: basePriceKey(...key), part: 'base', interval, currency, unitAmount: baseAmount } as const;
    const seat = { lookupKey: seatPriceKey(...key), part: 'seat', interval, currency, unitAmount: seatAmount } as const;
    const meters = terms.meters
      .filter(({ limit }) => limit === 'soft')
      .map((monthly) => meterForPeriod(monthly, { interval, intervalCount: 1 }))
      .map(({ meter, included, overage }) => ({
        lookupKey: meterPriceKey(...key, meter),
        part: 'meter' as const,
        interval,
        currency,
        meter,
        tiers: meterTiers(included, overage[currency] ?? []),
      }));
    return [base, ...(sellsSeats(terms) ? [seat] : []), ...meters];
  });
}
