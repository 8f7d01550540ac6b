/** An exact number of minor units, or of anything else: never a float. The denominator is positive. */
export type Fraction = Readonly<{ numerator: bigint; denominator: bigint }>;

export const whole = (value: number | bigint): Fraction => ({ numerator: BigInt(value), denominator: 1n });

/** Reads a decimal string as Stripe writes them, `-12.5` or `7`; anything else is a bug of the caller and throws. */
export function fractionOf(decimal: string): Fraction {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!match) throw new Error(`${decimal} is no decimal number`);
  const [, sign = '', units = '', decimals = ''] = match;
  const numerator = BigInt(units + decimals);
  return { numerator: sign ? -numerator : numerator, denominator: 10n ** BigInt(decimals.length) };
}

export const plus = (a: Fraction, b: Fraction): Fraction => ({
  numerator: a.numerator * b.denominator + b.numerator * a.denominator,
  denominator: a.denominator * b.denominator,
});

export const times = (a: Fraction, b: Fraction): Fraction => ({
  numerator: a.numerator * b.numerator,
  denominator: a.denominator * b.denominator,
});

export const negative = ({ numerator, denominator }: Fraction): Fraction => ({ numerator: -numerator, denominator });

/** The part `part / of`; `of` is positive. */
export const ratio = (part: number, of: number): Fraction => ({ numerator: BigInt(part), denominator: BigInt(of) });

export const floorDivide = (numerator: bigint, denominator: bigint): bigint => {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
};

/** Nearest whole number, ties toward plus infinity: how a price times a quantity becomes a line. */
export const roundedUp = ({ numerator, denominator }: Fraction): number =>
  Number(floorDivide(2n * numerator + denominator, 2n * denominator));

/** Nearest whole number, ties toward minus infinity: -2.5 is -3 and 4.5 is 4, the one rule that fits what Stripe does with prorations. */
export const roundedDown = ({ numerator, denominator }: Fraction): number =>
  Number(-floorDivide(-2n * numerator + denominator, 2n * denominator));
