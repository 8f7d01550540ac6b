import { meterTiers } from '../plan/planPrices.js';
import type { OverageTier, PlanMeter, PlanPrice } from '../plan/planTerms.js';
import { type ExactAmount, exactly, nearestUp, share } from './exactAmount.js';

/** What each graduated tier charges for the units that fall into it; tiers no unit reaches are left out. */
export function graduated(quantity: bigint, tiers: readonly OverageTier[]): readonly ExactAmount[] {
  const amounts: ExactAmount[] = [];
  let below = 0n;
  for (const { upTo, unitAmount } of tiers) {
    const last = upTo === null || BigInt(upTo) > quantity ? quantity : BigInt(upTo);
    if (last <= below) break;
    amounts.push((last - below) * exactly(unitAmount));
    below = last;
  }
  return amounts;
}

/**
 * What a period's usage of a meter costs in minor units of a currency; nothing where the limit is hard.
 * @param rounding whether the invoice has one line for all tiers or one for each
 */
export function meterCharge(
  quantity: bigint,
  { included, limit, overage }: PlanMeter,
  currency: string,
  rounding: 'whole' | 'eachTier',
): number {
  if (limit === 'hard') return 0;
  const amounts = graduated(quantity, meterTiers(included, overage[currency] ?? []));
  if (rounding === 'whole') return nearestUp(amounts.reduce((sum, amount) => sum + amount, 0n));
  return amounts.reduce((sum, amount) => sum + nearestUp(amount), 0);
}

/** What a plan and seats cost for a whole interval, minor units. */
export type IntervalCharge = Readonly<{ base: number; seats: number }>;

/** @param seats all of them, the included ones among them */
export const intervalCharge = (price: PlanPrice, includedSeats: number, seats: number): IntervalCharge => ({
  base: price.baseAmount,
  seats: price.seatAmount * Math.max(0, seats - includedSeats),
});

/** What a coupon takes off: percent, or minor units; one of the two. */
export type Reduction = Readonly<{ percentOff: number | null; amountOff: number | null }>;

/**
 * Amounts after discounts, one after the other on what is left: each is rounded as a whole, split by amount, every share
 * floored and the remainder taken off the last that is not nothing.
 */
export function afterDiscounts(amounts: readonly number[], discounts: readonly Reduction[]): readonly number[] {
  return discounts.reduce((left, { percentOff, amountOff }) => {
    const total = left.reduce((sum, amount) => sum + amount, 0);
    if (total <= 0) return left;
    const off =
      percentOff === null
        ? Math.min(amountOff ?? 0, total)
        : nearestUp((exactly(String(percentOff)) * BigInt(total)) / 100n);
    const shares = left.map((amount) => Number((BigInt(off) * BigInt(amount)) / BigInt(total)));
    const last = left.findLastIndex((amount) => amount > 0);
    const remainder = off - shares.reduce((sum, each) => sum + each, 0);
    return left.map((amount, at) => amount - (shares[at] ?? 0) - (at === last ? remainder : 0));
  }, amounts);
}

/** The part of a period that a change leaves, as instants. */
export type Remainder = Readonly<{ periodStart: string; periodEnd: string; at: string }>;

/**
 * Minor units for the part of a period that is left after a change, to the second
 * (docs.stripe.com/billing/subscriptions/prorations); a credit is the negative.
 */
export function prorated(amount: number, kind: 'credit' | 'debit', { periodStart, periodEnd, at }: Remainder): number {
  const [start, end, change] = [periodStart, periodEnd, at].map((instant) => Math.floor(Date.parse(instant) / 1000));
  if (start === undefined || end === undefined || change === undefined) return 0;
  const left = end - Math.min(Math.max(change, start), end);
  return share(kind === 'credit' ? -amount : amount, left, Math.max(1, end - start));
}
