import type { PlanMeter } from '../plan/planTerms.js';
import { quantityOf } from './portions.js';
import { type UsageBalance, usageThresholds, withQuantity } from './usageBalance.js';
import type { UsagePortion, UsageThresholdReached } from './usageBook.events.js';

/** The quantity at which a threshold of an included quantity is reached. */
const quantityAt = (threshold: number, included: number): number => Math.ceil((included * threshold) / 100);

/** The thresholds that these portions cross for the first time, lowest first; a meter with nothing included has none. */
export function thresholdsReached(
  organizationId: string,
  before: UsageBalance,
  portions: readonly UsagePortion[],
  meters: readonly PlanMeter[] | null,
): UsageThresholdReached[] {
  const after = portions.reduce(
    (balance, portion) => withQuantity(balance, portion.meter, portion.period, quantityOf(portion)),
    before,
  );
  return after.counters
    .filter(({ meter, period }) => portions.some((each) => each.meter === meter && each.period.start === period.start))
    .flatMap(({ meter, period, quantity, reached }) => {
      const terms = meters?.find((each) => each.meter === meter);
      if (!terms || terms.included === 0) return [];
      const { included, limit } = terms;
      return usageThresholds
        .filter((threshold) => !reached.includes(threshold) && quantity >= quantityAt(threshold, included))
        .map((threshold): UsageThresholdReached => {
          const data = { organizationId, meter, period, threshold, quantity, included, limit };
          return { type: 'UsageThresholdReached', data };
        });
    });
}
