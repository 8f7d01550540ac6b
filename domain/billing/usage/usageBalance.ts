import type { UsagePeriod } from './usagePeriod.js';

/** Percentages of the included quantity at which an organization is told, once each per meter and period. */
export type UsageThreshold = 50 | 80 | 100;
export const usageThresholds: readonly UsageThreshold[] = [50, 80, 100];

/** What has been used of one meter in one period. */
export type UsageCounter = Readonly<{
  meter: string;
  period: UsagePeriod;
  /** Units, corrections included. */
  quantity: number;
  reached: readonly UsageThreshold[];
}>;

/** What is carried from one book to the next. */
export type UsageBalance = Readonly<{
  counters: readonly UsageCounter[];
  /** Periods of the subscription that end up to here have been invoiced: nothing is added to them any more. */
  invoicedThrough: string | null;
}>;

export const emptyBalance: UsageBalance = { counters: [], invoicedThrough: null };

const isOf = (counter: UsageCounter, meter: string, period: UsagePeriod): boolean =>
  counter.meter === meter && counter.period.start === period.start;

export const counterOf = ({ counters }: UsageBalance, meter: string, period: UsagePeriod): UsageCounter =>
  counters.find((counter) => isOf(counter, meter, period)) ?? { meter, period, quantity: 0, reached: [] };

/** The balance with one counter changed; a period is known by its start, its end may move. */
export function withCounter(balance: UsageBalance, changed: UsageCounter): UsageBalance {
  const others = balance.counters.filter((counter) => !isOf(counter, changed.meter, changed.period));
  return { ...balance, counters: [...others, changed] };
}

export const withQuantity = (
  balance: UsageBalance,
  meter: string,
  period: UsagePeriod,
  added: number,
): UsageBalance => {
  const counter = counterOf(balance, meter, period);
  return withCounter(balance, { ...counter, period, quantity: counter.quantity + added });
};

/** How long after its end a period is carried on, in milliseconds: longer than any record may be late. */
const CARRIED_MS = 120 * 86_400_000;

/** What the next book begins with: periods that nothing can reach any more are left behind. */
export const carried = (balance: UsageBalance, now: Date): UsageBalance => ({
  ...balance,
  counters: balance.counters.filter(({ period }) => Date.parse(period.end) + CARRIED_MS > now.getTime()),
});
