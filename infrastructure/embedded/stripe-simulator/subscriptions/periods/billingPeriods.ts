/** How often an item is billed. */
export type BillingInterval = Readonly<{ interval: 'day' | 'week' | 'month' | 'year'; count: number }>;

/** From and to, in seconds since 1970; the end is the next period's start. */
export type BillingPeriod = Readonly<{ start: number; end: number }>;

const DAY = 86_400;

/**
 * The boundary `steps` intervals from the anchor (negative steps are before it). Months keep the anchor's day and time of day in UTC;
 * one that is too short ends on its last day, and the next long one comes back: 31 January, 28 February, 31 March.
 */
export function periodBoundary(anchor: number, { interval, count }: BillingInterval, steps: number): number {
  switch (interval) {
    case 'day':
      return anchor + steps * count * DAY;
    case 'week':
      return anchor + steps * count * 7 * DAY;
    case 'month':
      return monthsFrom(anchor, steps * count);
    case 'year':
      return monthsFrom(anchor, steps * count * 12);
  }
}

/** The same day and time of day a number of months later, or the last day of a month that has no such day. */
export function monthsFrom(anchor: number, months: number): number {
  const at = new Date(anchor * 1000);
  const lastDay = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months + 1, 0));
  const day = Math.min(at.getUTCDate(), lastDay.getUTCDate());
  const midnight = Date.UTC(lastDay.getUTCFullYear(), lastDay.getUTCMonth(), day) / 1000;
  return midnight + (((anchor % DAY) + DAY) % DAY);
}

const shortest = { day: DAY, week: 7 * DAY, month: 28 * DAY, year: 365 * DAY };
const longest = { day: DAY, week: 7 * DAY, month: 31 * DAY, year: 366 * DAY };

/** The period that holds a time: start <= time < end. */
export function periodAt(anchor: number, billed: BillingInterval, time: number): BillingPeriod {
  const length = (time < anchor ? shortest : longest)[billed.interval] * billed.count;
  let steps = Math.floor((time - anchor) / length) - 1;
  while (periodBoundary(anchor, billed, steps + 1) <= time) steps += 1;
  return { start: periodBoundary(anchor, billed, steps), end: periodBoundary(anchor, billed, steps + 1) };
}
