import {
  currentPeriod,
  periodOf,
  type SubscriptionPeriods,
  type UsagePeriod,
} from '../../../domain/billing/usage/usagePeriod.js';
import type { UsageStatementLine } from '../../../domain/billing/usage/usageStatement.js';
import type { StoredUsageRecord } from '../../../projections/billing/usageRecords/usageRecords.query.js';

/** The period that was asked for: `current`, `previous`, or the one an instant lies in. */
export function chosenPeriod(asked: string, subscription: SubscriptionPeriods | null, now: Date): UsagePeriod {
  // Stripe's clock decides what is current, not ours: the two differ in a simulation.
  const isRunning = subscription && (subscription.endedAt === null || subscription.endedAt > now.toISOString());
  const current = isRunning ? currentPeriod(subscription) : periodOf(now.toISOString(), subscription);
  if (asked === 'current') return current;
  if (asked !== 'previous') return periodOf(new Date(asked).toISOString(), subscription);
  return periodOf(new Date(Date.parse(current.start) - 1).toISOString(), subscription);
}

type Priced = UsageStatementLine['overage'];
const shownPrice = (priced: Priced) =>
  priced && { quantity: priced.quantity.toString(), amount: Number(priced.amount) };

export const shownLine = (line: UsageStatementLine) => ({
  meter: line.meter,
  used: line.used.toString(),
  records: Number(line.records),
  lateQuantity: line.lateQuantity.toString(),
  correctedQuantity: line.correctedQuantity.toString(),
  included: line.included,
  limit: line.limit,
  percentage: line.percentage,
  overage: shownPrice(line.overage),
  projected: shownPrice(line.projected),
});

export const shownRecord = ({ position: _, place: __, quantity, ...record }: StoredUsageRecord) => ({
  ...record,
  quantity: quantity.toString(),
});
