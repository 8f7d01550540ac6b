import type { Context } from '../../account/context.js';
import { endCustomerDiscount } from '../../customers/customerDiscount.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { changeSubscription } from '../objects/saveSubscription.js';

type Subscription = Stored<'subscription'>;

export const discountIds = ({ discounts }: Pick<Subscription, 'discounts'>): string[] =>
  discounts.flatMap((discount) => referenceId(discount) ?? []);

/** Takes discounts off a subscription and tells of each; the discounts themselves stay readable on invoices. */
export function endDiscounts(context: Context, subscription: string, ids: readonly string[]): Subscription {
  const before = context.inPath('subscription', subscription);
  const ended = discountIds(before).filter((id) => ids.includes(id));
  if (ended.length === 0) return before;
  for (const id of ended) {
    const discount = context.store.get('discount', id);
    if (discount) context.emit('customer.discount.deleted', discount);
  }
  const discounts = discountIds(before).filter((id) => !ids.includes(id));
  return changeSubscription(context, subscription, { discounts });
}

/** A coupon for one invoice is used up by the first invoice that it took something off. */
export function endUsedDiscounts(context: Context, subscription: string, invoice: Stored<'invoice'>): void {
  const used = (invoice.total_discount_amounts ?? []).flatMap(({ amount, discount }) =>
    amount > 0 ? (referenceId(discount) ?? []) : [],
  );
  const once = used.filter((id) => {
    const discount = context.store.get('discount', id);
    return context.store.get('coupon', referenceId(discount?.source.coupon ?? null) ?? '')?.duration === 'once';
  });
  if (once.length > 0) endDiscounts(context, subscription, once);
  for (const id of once) endCustomerDiscount(context, referenceId(invoice.customer) ?? '', id);
}

/** Schedules the end of discounts that last for some months. */
export function scheduleDiscountEnds(context: Context, subscription: Subscription): void {
  for (const id of discountIds(subscription)) {
    const end = context.store.get('discount', id)?.end ?? null;
    if (end === null) continue;
    const data = { subscription: subscription.id, discount: id };
    const testClock = referenceId(subscription.test_clock);
    context.schedule({ key: `discount:${id}`, kind: 'subscription.discount_end', at: end, testClock, data });
  }
}
