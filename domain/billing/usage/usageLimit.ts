import type { PlanMeter } from '../plan/planTerms.js';
import { quantityOf } from './portions.js';
import { counterOf, type UsageBalance } from './usageBalance.js';
import type { UsagePortion } from './usageBook.events.js';
import type { UsagePeriod } from './usagePeriod.js';

/** The limit that a call would go over. */
export type ExceededLimit = Readonly<{
  meter: string;
  period: UsagePeriod;
  limit: number;
  /** Used so far, without the call. */
  used: number;
  /** What the call asked for on top. */
  asked: number;
}>;

/** Counters stay integers that every part of the product can hold, whatever the plan allows. */
const MOST = Number.MAX_SAFE_INTEGER;

const limitOf = (meter: string, meters: readonly PlanMeter[] | null): number => {
  const terms = meters?.find((each) => each.meter === meter);
  return terms?.limit === 'hard' ? terms.included : MOST;
};

/** The first limit that these portions would go over; undefined when all of them fit. */
export function exceededLimit(
  balance: UsageBalance,
  portions: readonly UsagePortion[],
  meters: readonly PlanMeter[] | null,
): ExceededLimit | undefined {
  const asked = new Map<string, ExceededLimit>();
  for (const portion of portions) {
    const { meter, period } = portion;
    const key = `${meter}|${period.start}`;
    const used = counterOf(balance, meter, period).quantity;
    const before = asked.get(key)?.asked ?? 0;
    asked.set(key, { meter, period, limit: limitOf(meter, meters), used, asked: before + quantityOf(portion) });
  }
  return [...asked.values()].find((each) => each.asked > 0 && each.used + each.asked > each.limit);
}
