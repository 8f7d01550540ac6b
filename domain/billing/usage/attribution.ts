import type { UsageBalance } from './usageBalance.js';
import type { UsageTerms } from './usageBook.commands.js';
import { currentPeriod, periodOf, type UsagePeriod } from './usagePeriod.js';

/**
 * How long after its end a subscription's period takes late records, in milliseconds, should nobody say that it has been invoiced.
 * Stripe keeps the draft of a renewal open for about an hour (docs.stripe.com/billing/subscriptions/usage-based); the
 * rest of that hour is left for reporting.
 */
export const LATE_GRACE_MS = 30 * 60_000;

export type Attribution = Readonly<{
  /** The period a record counts in. */
  period: UsagePeriod;
  /** The period it was used in, where it comes too late for that one. */
  belongsTo: UsagePeriod | null;
}>;

const isClosed = (period: UsagePeriod, { invoicedThrough }: UsageBalance, now: Date): boolean =>
  period.source === 'subscription' &&
  ((invoicedThrough !== null && period.end <= invoicedThrough) ||
    Date.parse(period.end) + LATE_GRACE_MS <= now.getTime());

/** A period already counted in wins over one worked out from the interval: a subscription's cycle may have been reset. */
const knownPeriod = (at: string, { counters }: UsageBalance): UsagePeriod | undefined =>
  counters.find(({ period }) => period.source === 'subscription' && period.start <= at && at < period.end)?.period;

function ownPeriod(at: string, balance: UsageBalance, { subscription }: UsageTerms): UsagePeriod {
  const computed = periodOf(at, subscription);
  if (computed.source === 'calendar' || (subscription && computed.start === subscription.currentPeriodStart))
    return computed;
  return knownPeriod(at, balance) ?? computed;
}

/** Where usage counts: in the period it happened in until that is invoiced, then in the next one that is open. */
export function attribute(at: string, balance: UsageBalance, terms: UsageTerms, now: Date): Attribution {
  const own = ownPeriod(at, balance, terms);
  if (!isClosed(own, balance, now)) return { period: own, belongsTo: null };
  const { subscription } = terms;
  const later = [
    ...(subscription ? [currentPeriod(subscription)] : []),
    periodOf(now.toISOString(), subscription),
    ...(subscription ? [periodOf(subscription.currentPeriodEnd, subscription)] : []),
  ];
  const open = later.find((period) => period.start >= own.end && !isClosed(period, balance, now));
  return open ? { period: open, belongsTo: own } : { period: own, belongsTo: null };
}
