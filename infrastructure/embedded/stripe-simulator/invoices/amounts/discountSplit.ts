import { type Fraction, floorDivide, fractionOf, ratio, roundedUp, times, whole } from './fraction.js';

/** What a coupon takes off: a share of the amount in percent as a decimal string, or minor units. */
export type Reduction = Readonly<{ percentOff: string }> | Readonly<{ amountOff: number }>;

/**
 * What one reduction takes off each line, in minor units. Lines of zero or less and lines that may not be discounted (null) get nothing.
 * The whole is split by amount, each share floored and the remainder on the last line: 500 over 1000 and 2000 is 166 and 334.
 */
export function discountSplit(reduction: Reduction, amounts: readonly (number | null)[]): number[] {
  const discountable = amounts.map((amount) => Math.max(0, amount ?? 0));
  const sum = discountable.reduce((total, amount) => total + amount, 0);
  if (sum === 0) return amounts.map(() => 0);
  return splitOver(takenOff(reduction, sum), discountable);
}

const takenOff = (reduction: Reduction, sum: number): number =>
  'amountOff' in reduction
    ? Math.min(reduction.amountOff, sum)
    : roundedUp(times(percent(reduction.percentOff), whole(sum)));

const percent = (decimal: string): Fraction => times(fractionOf(decimal), ratio(1, 100));

/** Splits a whole over weights that are not negative and not all zero: floors, and the remainder on the last that has a weight. */
export function splitOver(total: number, weights: readonly number[]): number[] {
  const sum = BigInt(weights.reduce((all, weight) => all + weight, 0));
  const shares = weights.map((weight) => Number(floorDivide(BigInt(total) * BigInt(weight), sum)));
  const last = weights.findLastIndex((weight) => weight > 0);
  const remainder = total - shares.reduce((all, share) => all + share, 0);
  return shares.map((share, at) => (at === last ? share + remainder : share));
}
