/** Minor units times 10^12, so that every decimal price of up to twelve places times a quantity is a whole number. */
export type ExactAmount = bigint;

/** Decimal places of a unit amount (docs.stripe.com/api/prices/object, `unit_amount_decimal`). */
const PLACES = 12;
const ONE = 10n ** BigInt(PLACES);

/** A price such as `0.25`, exactly. */
export function exactly(decimal: string): ExactAmount {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole) * ONE + BigInt(fraction.padEnd(PLACES, '0'));
}

const floorDivide = (numerator: bigint, denominator: bigint): bigint => {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
};

/** Nearest minor unit, ties up: how a price times a quantity becomes a line. */
export const nearestUp = (amount: ExactAmount): number => Number(floorDivide(2n * amount + ONE, 2n * ONE));

/**
 * Minor units times `part / of`, to the nearest one, ties toward minus infinity: the one rule that fits what Stripe does
 * with prorations, -2.5 to -3 and 4.5 to 4.
 * @param of positive
 */
export const share = (amount: number, part: number, of: number): number =>
  Number(-floorDivide(-2n * BigInt(amount) * BigInt(part) + BigInt(of), 2n * BigInt(of)));
