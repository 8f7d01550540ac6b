import type { Context } from '../../account/context.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import type { Stored } from '../../store/storedObjects.js';
import type { CheckoutLine } from './checkoutRecord.js';

type Coupon = Pick<Stored<'coupon'>, 'amount_off' | 'percent_off'>;

export type LineAmounts = Readonly<{ line: CheckoutLine; subtotal: number; discount: number; total: number }>;

const PERCENT_DIGITS = 10_000;

/** What a line costs now, in minor units: nothing for what is counted first. */
function subtotalOf(context: Context, { price: id, quantity }: CheckoutLine): number {
  const price = context.inParameter('price', id, 'line_items');
  if (quantity === null) return 0;
  if (price.unit_amount !== null) return price.unit_amount * quantity;
  if (price.billing_scheme === 'per_unit' && price.unit_amount_decimal !== null) {
    const [whole = '0', fraction = ''] = price.unit_amount_decimal.split('.');
    const scaled = BigInt(whole + fraction.padEnd(12, '0')) * BigInt(quantity);
    return Number((scaled + 500_000_000_000n) / 1_000_000_000_000n);
  }
  return 0;
}

/** What a coupon takes off an amount, in minor units. */
function discountOf(coupon: Coupon | undefined, amount: number): number {
  if (!coupon) return 0;
  if (coupon.amount_off !== null) return Math.min(coupon.amount_off, amount);
  const share = Math.round((coupon.percent_off ?? 0) * PERCENT_DIGITS);
  return Math.floor((amount * share + 50 * PERCENT_DIGITS) / (100 * PERCENT_DIGITS));
}

/**
 * The coupon behind the discount of a checkout.
 * @throws StripeError 400 when it is unknown, used up or over
 */
export function couponOf(
  context: Context,
  discount: Readonly<{ coupon?: string | null | undefined; promotion_code?: string | null | undefined }> | undefined,
): Stored<'coupon'> | undefined {
  if (!discount) return undefined;
  const code = discount.promotion_code
    ? context.inParameter('promotion_code', discount.promotion_code, 'discounts[0][promotion_code]')
    : undefined;
  if (code && !code.active) {
    throw invalidRequest('This promotion code is not active.', {
      code: 'resource_missing',
      param: 'discounts[0][promotion_code]',
    });
  }
  const of = code ? code.promotion.coupon : discount.coupon;
  const id = typeof of === 'string' ? of : of?.id;
  if (!id) return undefined;
  const coupon = context.inParameter('coupon', id, 'discounts[0][coupon]');
  if (!coupon.valid) throw invalidRequest('Coupon expired.', { code: 'coupon_expired', param: 'discounts[0][coupon]' });
  return coupon;
}

/** What each line costs, the discount spread over them, its rest on the last; a trial costs nothing now. */
export function checkoutAmounts(
  context: Context,
  lines: readonly CheckoutLine[],
  coupon: Coupon | undefined,
  isTrial: boolean,
): readonly LineAmounts[] {
  const subtotals = lines.map((line) => (isTrial ? 0 : subtotalOf(context, line)));
  const whole = subtotals.reduce((sum, amount) => sum + amount, 0);
  const off = discountOf(coupon, whole);
  let left = off;
  return lines.map((line, at) => {
    const subtotal = subtotals[at] ?? 0;
    const share = whole === 0 ? 0 : Math.floor((off * subtotal) / whole);
    const discount = at === lines.length - 1 ? left : share;
    left -= discount;
    return { line, subtotal, discount, total: subtotal - discount };
  });
}
