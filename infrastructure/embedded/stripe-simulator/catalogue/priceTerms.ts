import { z } from 'zod';
import { array, decimal, integer, parameters } from '../http/parameters.js';
import { invalidRequest } from '../http/stripeErrors.js';
import type { Stored } from '../store/storedObjects.js';

type Price = Stored<'price'>;

/** An amount of a unit: whole minor units, or with up to twelve decimals as a string. */
export const amounts = { unit_amount: integer().optional(), unit_amount_decimal: decimal().optional() };

export const tiersParameter = array(
  parameters({
    ...amounts,
    flat_amount: integer().optional(),
    flat_amount_decimal: decimal().optional(),
    up_to: z.union([z.literal('inf'), integer()]),
  }),
);

/** The same amount as a whole number, null where it has decimals, and as a decimal string. */
function amountPair(whole: number | undefined, decimals: string | undefined, name: string) {
  if (whole !== undefined && decimals !== undefined) {
    throw invalidRequest(`You may only specify one of these parameters: ${name}, ${name}_decimal.`, {
      code: 'parameters_exclusive',
      param: name,
    });
  }
  const text = decimals === undefined ? whole?.toString() : plain(decimals);
  if (text === undefined) return { whole: null, decimals: null };
  return { whole: text.includes('.') ? null : Number(text), decimals: text };
}

/** Without zeros at the end. */
const plain = (decimals: string): string => (decimals.includes('.') ? decimals.replace(/\.?0+$/, '') : decimals);

/** `unit_amount` and `unit_amount_decimal` of a price. */
export function unitAmounts(
  given: Readonly<{ unit_amount?: number | undefined; unit_amount_decimal?: string | undefined }>,
) {
  const { whole, decimals } = amountPair(given.unit_amount, given.unit_amount_decimal, 'unit_amount');
  return { unit_amount: whole, unit_amount_decimal: decimals };
}

/**
 * Tiers as they are kept: in rising order, the last without end.
 * @throws StripeError 400 otherwise
 */
export function tiersOf(given: z.infer<typeof tiersParameter>): NonNullable<Price['tiers']> {
  const bounds = given.map(({ up_to }) => (up_to === 'inf' ? Number.POSITIVE_INFINITY : Number(up_to)));
  const rises = bounds.every((bound, at) => at === 0 || bound > (bounds[at - 1] ?? 0));
  if (!rises || bounds.at(-1) !== Number.POSITIVE_INFINITY) {
    throw invalidRequest('Tiers must rise, and the last must have up_to=inf.', { param: 'tiers' });
  }
  return given.map((tier) => {
    const flat = amountPair(tier.flat_amount, tier.flat_amount_decimal, 'flat_amount');
    return {
      flat_amount: flat.whole,
      flat_amount_decimal: flat.decimals,
      ...unitAmounts(tier),
      up_to: tier.up_to === 'inf' ? null : Number(tier.up_to),
    };
  });
}
