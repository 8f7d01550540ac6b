import { type Fraction, fractionOf, plus, roundedUp, times, whole } from './fraction.js';

/** A tax rate as lines carry it; the percentage is a decimal string. */
export type LineTaxRate = Readonly<{ id: string; percentage: string; inclusive: boolean }>;

/** What one rate takes of one line, minor units. An inclusive tax is part of the line's amount, an exclusive one comes on top. */
export type LineTax = Readonly<{ rate: string; inclusive: boolean; amount: number; taxable: number }>;

/**
 * The taxes of one line after its discounts. Several inclusive rates share the amount (a line of 119 with 19 % holds 100 and 19);
 * exclusive rates apply to what is left without the inclusive ones. Each is rounded to the nearest unit, ties up.
 */
export function lineTaxes(amount: number, rates: readonly LineTaxRate[]): LineTax[] {
  const inclusive = rates.filter((rate) => rate.inclusive);
  const contained = inclusive.reduce((sum, rate) => plus(sum, fractionOf(rate.percentage)), whole(0));
  const included = inclusive.map(({ percentage }) =>
    roundedUp(shareContained(amount, fractionOf(percentage), contained)),
  );
  const base = amount - included.reduce((sum, tax) => sum + tax, 0);
  let next = 0;
  return rates.map(({ id, percentage, inclusive: isInclusive }) => ({
    rate: id,
    inclusive: isInclusive,
    taxable: base,
    amount: isInclusive ? (included[next++] ?? 0) : roundedUp(over(times(whole(base), fractionOf(percentage)), 100n)),
  }));
}

const over = ({ numerator, denominator }: Fraction, divisor: bigint): Fraction => ({
  numerator,
  denominator: denominator * divisor,
});

/** amount × rate / (100 + all inclusive rates) */
const shareContained = (amount: number, rate: Fraction, all: Fraction): Fraction => {
  const divisor = plus(whole(100), all);
  const numerator = times(whole(amount), rate);
  return {
    numerator: numerator.numerator * divisor.denominator,
    denominator: numerator.denominator * divisor.numerator,
  };
};
