import type { BillingInterval } from '../billingAccount/subscriptionSnapshot.js';
import type { OverageTier, PlanMeter } from './planTerms.js';

/** How often a subscription is billed. */
export type BilledEvery = Readonly<{ interval: BillingInterval; intervalCount: number }>;

/** Months that one billing period holds; a shorter one counts as a month, for plans are sold by the month and the year. */
const monthsIn = ({ interval, intervalCount }: BilledEvery): number =>
  interval === 'year' ? 12 * intervalCount : interval === 'month' ? intervalCount : 1;

const wider = (tiers: readonly OverageTier[], months: number): readonly OverageTier[] =>
  tiers.map(({ upTo, unitAmount }) => ({ upTo: upTo === null ? null : upTo * months, unitAmount }));

/**
 * What a plan says of a meter, for a whole billing period: a plan includes its quantity each month, so a year includes
 * twelve times as much, and its tiers are twelve times as wide. Limits, counters, quotas, prices and ratings all go by this.
 */
export function meterForPeriod(meter: PlanMeter, every: BilledEvery): PlanMeter {
  const months = monthsIn(every);
  if (months === 1) return meter;
  const overage = Object.entries(meter.overage).map(([currency, tiers]) => [currency, wider(tiers, months)] as const);
  return { ...meter, included: meter.included * months, overage: Object.fromEntries(overage) };
}
