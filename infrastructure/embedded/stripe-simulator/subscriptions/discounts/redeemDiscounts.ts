import type { Context } from '../../account/context.js';
import { invalidRequest, unknownReference } from '../../http/stripeErrors.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { monthsFrom } from '../periods/billingPeriods.js';

/** One of `discounts[]` as calls give it. */
export type DiscountRequest = Readonly<{
  coupon?: string | undefined;
  promotion_code?: string | undefined;
  discount?: string | undefined;
}>;

type Owner = Readonly<{
  customer: string;
  subscription?: string;
  subscription_item?: string;
  invoice?: string;
  invoice_item?: string;
}>;

/**
 * Redeems coupons and promotion codes; ids of the discounts, those named by their own id among them.
 * @param param name of the list in the call, for refusals
 * @throws StripeError 400: unknown, expired, used up or inactive
 */
export function redeemDiscounts(
  context: Context,
  requests: readonly DiscountRequest[],
  owner: Owner,
  param = 'discounts',
): string[] {
  return requests.map((request, at) => {
    const named = (field: string) => `${param}[${at}][${field}]`;
    if (request.discount !== undefined) return context.inParameter('discount', request.discount, named('discount')).id;
    if (request.promotion_code !== undefined) {
      const code = usableCode(context, request.promotion_code, owner.customer, named('promotion_code'));
      return redeem(context, referenceId(code.promotion.coupon) ?? '', owner, named('promotion_code'), code).id;
    }
    if (request.coupon === undefined) {
      throw invalidRequest(`Missing required param: ${named('coupon')}.`, {
        code: 'parameter_missing',
        param: named('coupon'),
      });
    }
    return redeem(context, request.coupon, owner, named('coupon')).id;
  });
}

function usableCode(context: Context, id: string, customer: string, param: string): Stored<'promotion_code'> {
  const code = context.inParameter('promotion_code', id, param);
  const used = code.max_redemptions !== null && code.times_redeemed >= code.max_redemptions;
  const late = code.expires_at !== null && code.expires_at <= context.now();
  const forOthers = code.customer !== null && referenceId(code.customer) !== customer;
  if (!code.active || used || late || forOthers) throw unknownReference('promotion code', id, param);
  return code;
}

function redeem(
  context: Context,
  couponId: string,
  owner: Owner,
  param: string,
  code?: Stored<'promotion_code'>,
): Stored<'discount'> {
  const coupon = context.inParameter('coupon', couponId, param);
  const usedUp = coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions;
  const late = coupon.redeem_by !== null && coupon.redeem_by <= context.now();
  if (!coupon.valid || usedUp || late) {
    throw invalidRequest(`Coupon expired: ${couponId}`, { code: 'coupon_expired', param });
  }
  const redeemed = coupon.times_redeemed + 1;
  const valid = coupon.max_redemptions === null || redeemed < coupon.max_redemptions;
  context.store.update('coupon', coupon.id, { times_redeemed: redeemed, valid });
  if (code) context.store.update('promotion_code', code.id, { times_redeemed: code.times_redeemed + 1 });
  const discount = discountObject(context, coupon, owner, code?.id ?? null);
  context.store.put('discount', discount);
  context.emit('customer.discount.created', discount);
  return discount;
}

function discountObject(
  context: Context,
  coupon: Stored<'coupon'>,
  owner: Owner,
  promotionCode: string | null,
): Stored<'discount'> {
  const start = context.now();
  const months = coupon.duration === 'repeating' ? coupon.duration_in_months : null;
  return {
    id: context.newId('di'),
    object: 'discount',
    checkout_session: null,
    customer: owner.customer,
    customer_account: null,
    end: months === null ? null : monthsFrom(start, months),
    invoice: owner.invoice ?? null,
    invoice_item: owner.invoice_item ?? null,
    promotion_code: promotionCode,
    source: { coupon: coupon.id, type: 'coupon' },
    start,
    subscription: owner.subscription ?? null,
    subscription_item: owner.subscription_item ?? null,
  };
}
