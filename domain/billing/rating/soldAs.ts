import type { PlanInterval } from '../plan/planTerms.js';

/** What of which plan version a price is for. */
export type SoldAs = Readonly<{
  planId: string;
  version: number;
  interval: PlanInterval;
  currency: string;
  part: 'base' | 'seat' | 'meter';
  /** Only for a meter. */
  meter: string | null;
}>;

const shape = /^plan:([a-z][a-z0-9_-]*):v([1-9]\d*):(month|year):([a-z]{3}):(?:(base|seat)|(meter):([a-z][a-z0-9_]*))$/;

/** Reads a lookup key of `planPrices.ts`; undefined for a price that is not one of a plan's. */
export function soldAs(lookupKey: string): SoldAs | undefined {
  const match = shape.exec(lookupKey);
  if (!match) return undefined;
  const [, planId = '', version = '', interval, currency = '', licensed, metered, meter = null] = match;
  return {
    planId,
    version: Number(version),
    interval: interval === 'year' ? 'year' : 'month',
    currency,
    part: metered ? 'meter' : licensed === 'seat' ? 'seat' : 'base',
    meter,
  };
}
