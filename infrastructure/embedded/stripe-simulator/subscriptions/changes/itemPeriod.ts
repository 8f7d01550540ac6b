import type { Stored } from '../../store/storedObjects.js';
import type { ItemTerms } from '../items/itemTerms.js';
import { type BillingInterval, type BillingPeriod, periodAt, periodBoundary } from '../periods/billingPeriods.js';

type Price = Stored<'price'>;

const intervals = ['day', 'week', 'month', 'year'] as const;

/** How often a price is billed. */
export function intervalOf(price: Price): BillingInterval {
  const interval = intervals.find((each) => each === price.recurring?.interval);
  if (!interval) throw new Error(`${price.id} is not recurring`);
  return { interval, count: price.recurring?.interval_count ?? 1 };
}

export const sameInterval = (one: Price, other: Price): boolean =>
  one.recurring?.interval === other.recurring?.interval &&
  one.recurring?.interval_count === other.recurring?.interval_count;

type Cycle = Readonly<{
  now: number;
  anchor: number;
  /** The period starts now, with the anchor. */
  starts: boolean;
  /** Start and end of the trial that the subscription is in. */
  trial: BillingPeriod | null;
}>;

/** The current period of an item under a cycle. */
export function itemPeriod(price: Price, { now, anchor, starts, trial }: Cycle): BillingPeriod {
  if (trial) return trial;
  const billed = intervalOf(price);
  return starts ? { start: now, end: periodBoundary(anchor, billed, 1) } : periodAt(anchor, billed, now);
}

/** Whether an item keeps the period it is in: it was there, and is billed as often as before. */
export const keepsPeriod = (before: Stored<'subscription_item'> | null, terms: ItemTerms, price: Price): boolean =>
  before !== null && (terms.price === before.price.id || sameInterval(before.price, price));
