import type Stripe from 'stripe';
import type { StripeAnswer } from '../../application/ports/stripeAnswer.js';
import { answerTo } from './stripeAnswers.js';

export type DiscountParam = Readonly<{ promotion_code: string }> | Readonly<{ coupon: string }>;
export type FoundDiscount = Readonly<{
  param: DiscountParam;
  couponId: string;
  /** How long it takes something off: `once`, `repeating` for `months`, or `forever`. */
  duration: string;
  months: number | null;
}>;

/** When a discount given at a time ends, both in seconds; null for one without an end of its own. */
export function discountEnds({ months }: FoundDiscount, given: number): number | null {
  if (months === null) return null;
  const from = new Date(given * 1_000);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  from.setUTCMonth(month, Math.min(from.getUTCDate(), lastDay));
  return from.getTime() / 1_000;
}

/** What a code that a customer typed stands for: a promotion code, or else a coupon. */
export function discountFor(stripe: Stripe, code: string): Promise<StripeAnswer<FoundDiscount>> {
  return answerTo<FoundDiscount>(async () => {
    const { data } = await stripe.promotionCodes.list({ code, active: true, limit: 1 });
    const [promotion] = data;
    const behind = promotion?.promotion.coupon;
    const coupon = await stripe.coupons.retrieve(promotion ? referenceTo(behind) : code);
    const { id: couponId, duration, duration_in_months: months } = coupon;
    return { param: promotion ? { promotion_code: promotion.id } : { coupon: couponId }, couponId, duration, months };
  }).then((answer) =>
    // Whatever keeps a code from being found, it is of no use.
    answer.done ? answer : { done: false, refusal: { ...answer.refusal, code: 'coupon_unusable' } },
  );
}

const referenceTo = (coupon: string | Stripe.Coupon | null | undefined): string =>
  typeof coupon === 'string' ? coupon : (coupon?.id ?? '');
