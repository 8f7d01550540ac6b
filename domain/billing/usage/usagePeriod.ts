import type { BillingInterval } from '../billingAccount/subscriptionSnapshot.js';

/** The time that usage is counted and billed together: from `start` (inclusive) to `end` (exclusive), UTC. */
export type UsagePeriod = Readonly<{
  start: string;
  end: string;
  /** `calendar` where no subscription was in force: such a period is never invoiced. */
  source: 'subscription' | 'calendar';
}>;

/** What usage needs to know of a subscription to tell its billing periods. */
export type SubscriptionPeriods = Readonly<{
  startedAt: string;
  endedAt: string | null;
  currentPeriodStart: string;
  currentPeriodEnd: string;
  interval: BillingInterval;
  intervalCount: number;
}>;

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const daysIn = (year: number, month: number): number =>
  month === 1 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : (monthLengths[month] ?? 31);

const dayOf = (instant: string): number => Number(instant.slice(8, 10));
const digits = (value: number, length: number): string => String(value).padStart(length, '0');

/** The instant so many months later (or earlier), on the anchor's day or the month's last one, as Stripe steps periods. */
export function monthsLater(instant: string, months: number, anchorDay: number): string {
  const counted = Number(instant.slice(0, 4)) * 12 + Number(instant.slice(5, 7)) - 1 + months;
  const year = Math.floor(counted / 12);
  const month = counted % 12;
  const day = Math.min(anchorDay, daysIn(year, month));
  return `${digits(year, 4)}-${digits(month + 1, 2)}-${digits(day, 2)}${instant.slice(10)}`;
}

const contains = ({ start, end }: Pick<UsagePeriod, 'start' | 'end'>, at: string): boolean => start <= at && at < end;

/** The calendar month of an instant. */
export function calendarMonth(at: string): UsagePeriod {
  const start = `${at.slice(0, 7)}-01T00:00:00.000Z`;
  return { start, end: monthsLater(start, 1, 1), source: 'calendar' };
}

/** The period a subscription is in, as Stripe last described it. */
export const currentPeriod = (subscription: SubscriptionPeriods): UsagePeriod => ({
  start: subscription.currentPeriodStart,
  end: subscription.currentPeriodEnd,
  source: 'subscription',
});

const inForce = ({ startedAt, endedAt }: SubscriptionPeriods, at: string): boolean =>
  startedAt <= at && (endedAt === null || at < endedAt);

const monthsPerInterval = ({ interval, intervalCount }: SubscriptionPeriods): number =>
  interval === 'month' ? intervalCount : interval === 'year' ? 12 * intervalCount : 0;

/** Steps walked from the current period before a date counts as out of reach; a record is at most weeks away. */
const MOST_STEPS = 120;

/**
 * The billing period an instant belongs to: the subscription's own, stepped from the current one by its interval, or the
 * calendar month when no subscription was in force.
 */
export function periodOf(at: string, subscription: SubscriptionPeriods | null): UsagePeriod {
  if (!subscription || !inForce(subscription, at)) return calendarMonth(at);
  const { startedAt, currentPeriodStart, currentPeriodEnd } = subscription;
  const current = currentPeriod(subscription);
  if (contains(current, at)) return current;
  const months = monthsPerInterval(subscription);
  if (months === 0) return calendarMonth(at);
  // A month-end anchor shows in the longer of the two months.
  const anchorDay = Math.max(dayOf(currentPeriodStart), dayOf(currentPeriodEnd));
  const direction = at < currentPeriodStart ? -1 : 1;
  for (let step = 1; step <= MOST_STEPS; step++) {
    const start = monthsLater(currentPeriodStart, direction * step * months, anchorDay);
    const end = monthsLater(currentPeriodStart, (direction * step + 1) * months, anchorDay);
    const isFirst = start < startedAt;
    const period = { start: isFirst ? startedAt : start, end, source: 'subscription' } as const;
    if (contains(period, at)) return period;
  }
  return calendarMonth(at);
}
