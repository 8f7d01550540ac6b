import { type Fraction, negative, ratio, roundedDown, times } from './fraction.js';

/** The time a change leaves of a period, in seconds since 1970. */
export type Remainder = Readonly<{ periodStart: number; periodEnd: number; at: number }>;

/** What one item cost for a whole period before a change, and what it costs after; null where it was or is not there. */
export type PriceChange = Readonly<{ before: Fraction | null; after: Fraction | null }>;

/** A credit for the unused time of the old configuration and a debit for the remaining time of the new one, in minor units. */
export type Proration = Readonly<{ credit: number | null; debit: number | null }>;

/**
 * Prorates to the second: one credit for the whole old configuration, one debit for the whole new one, quantity changes included
 * (docs.stripe.com/billing/subscriptions/prorations). Rounded to the nearest unit, ties toward minus infinity.
 */
export function prorate({ before, after }: PriceChange, remainder: Remainder): Proration {
  const left = fractionLeft(remainder);
  return {
    credit: before && roundedDown(times(negative(before), left)),
    debit: after && roundedDown(times(after, left)),
  };
}

/** How much of the period is left at a time in it: 1 at its start, 0 at its end. */
export function fractionLeft({ periodStart, periodEnd, at }: Remainder): Fraction {
  const within = Math.min(Math.max(at, periodStart), periodEnd);
  return ratio(periodEnd - within, Math.max(1, periodEnd - periodStart));
}
