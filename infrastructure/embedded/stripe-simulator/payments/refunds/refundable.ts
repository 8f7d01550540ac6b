import type { Stored } from '../../store/storedObjects.js';

/** The fields of a charge that decide what may still go back. */
export type RefundedCharge = Pick<Stored<'charge'>, 'amount_captured' | 'amount_refunded' | 'paid' | 'status'>;

/** What a charge still holds that may go back to the card, in minor units; pending refunds already count as gone. */
export const refundableAmount = (charge: RefundedCharge): number =>
  charge.paid && charge.status === 'succeeded' ? charge.amount_captured - charge.amount_refunded : 0;

/** Why money does not go back (docs.stripe.com/api/refunds/create). */
export type RefundRefusal = 'ALREADY_REFUNDED' | 'BELOW_ONE' | 'DISPUTED' | 'NOT_PAID' | 'TOO_MUCH';

/**
 * Whether an amount may go back.
 * @param amount minor units; undefined for everything that is left
 * @param contested whether the holder disputes the charge, or disputed it and won
 */
export function refundOf(
  charge: RefundedCharge,
  amount: number | undefined,
  contested: boolean,
): Readonly<{ amount: number }> | Readonly<{ refusal: RefundRefusal }> {
  if (!charge.paid || charge.status !== 'succeeded') return { refusal: 'NOT_PAID' };
  if (contested) return { refusal: 'DISPUTED' };
  const left = refundableAmount(charge);
  if (left === 0) return { refusal: 'ALREADY_REFUNDED' };
  const wanted = amount ?? left;
  if (wanted < 1) return { refusal: 'BELOW_ONE' };
  return wanted > left ? { refusal: 'TOO_MUCH' } : { amount: wanted };
}
