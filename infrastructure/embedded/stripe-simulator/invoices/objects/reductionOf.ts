import type { Context } from '../../account/context.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Reduction } from '../amounts/discountSplit.js';

/** What a discount takes off, and of which products (null: of all); undefined when it was over by then. */
export function reductionOf(
  context: Context,
  discountId: string,
  at: number,
): Readonly<{ reduction: Reduction; products: readonly string[] | null }> | undefined {
  const discount = context.store.get('discount', discountId);
  if (!discount || (discount.end !== null && discount.end <= at)) return undefined;
  const coupon = context.store.get('coupon', referenceId(discount.source.coupon) ?? '');
  if (!coupon) return undefined;
  const reduction =
    coupon.percent_off === null ? { amountOff: coupon.amount_off ?? 0 } : { percentOff: String(coupon.percent_off) };
  return { reduction, products: coupon.applies_to?.products ?? null };
}
