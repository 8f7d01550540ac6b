import type { Context } from '../account/context.js';
import type { WorkHandler } from '../clock/dueWork.js';
import { control } from '../http/controls.js';
import { endpoint } from '../http/endpoint.js';
import { parameters, text } from '../http/parameters.js';
import { notFound } from '../http/stripeErrors.js';
import { referenceId } from '../payments/referenceId.js';
import type { Stored } from '../store/storedObjects.js';
import { redeemDiscounts } from '../subscriptions/discounts/redeemDiscounts.js';

type Discount = Stored<'discount'>;

const END = 'customer.discount_end';

/** The discount on everything of a customer that has none of its own (docs.stripe.com/billing/subscriptions/coupons). */
export const discountOfCustomer = ({ store }: Context, customer: string): string | null =>
  referenceId(store.get('customer', customer)?.discount ?? null);

function discountCustomer(context: Context, id: string, coupon: string): Discount {
  const before = context.inPath('customer', id);
  context.useClock(referenceId(before.test_clock ?? null));
  endCustomerDiscount(context, id);
  const [made = ''] = redeemDiscounts(context, [{ coupon }], { customer: id }, 'coupon');
  const discount = context.inPath('discount', made);
  const after = context.store.update('customer', id, { discount });
  context.emitChange('customer.updated', before, after);
  if (discount.end !== null) {
    const testClock = referenceId(before.test_clock ?? null);
    const data = { customer: id, discount: made };
    context.schedule({ key: `discount:${made}`, kind: END, at: discount.end, testClock, data });
  }
  return discount;
}

/** Takes the discount off a customer and tells of it. @param only nothing happens when it is another one */
export function endCustomerDiscount(context: Context, customer: string, only?: string): Discount | undefined {
  const before = context.store.get('customer', customer);
  const id = referenceId(before?.discount ?? null);
  const discount = id === null || (only !== undefined && only !== id) ? undefined : context.store.get('discount', id);
  if (!before || !discount) return undefined;
  context.emit('customer.discount.deleted', discount);
  context.emitChange('customer.updated', before, context.store.update('customer', customer, { discount: null }));
  return discount;
}

/** The only call Stripe's API has for it: the discount itself is given in the Dashboard. */
export const removeDiscountCall = endpoint({
  method: 'DELETE',
  path: '/v1/customers/:customer/discount',
  params: parameters({}),
  handle: (context, { path }) => {
    const { id, test_clock } = context.inPath('customer', path.customer);
    context.useClock(referenceId(test_clock ?? null));
    const ended = endCustomerDiscount(context, id);
    if (!ended) throw notFound('discount', id);
    return { ...ended, deleted: true };
  },
});

/** What the seller does in the Dashboard. */
export const discountControl = control({
  method: 'POST',
  path: '/customers/:id/discount',
  params: parameters({ coupon: text() }),
  handle: (account, { path: { id = '' }, params }) =>
    account.run((context) => discountCustomer(context, id, params.coupon)),
});

export const customerDiscountWork: Readonly<Record<string, WorkHandler>> = {
  [END]: (context, { customer, discount }) => void endCustomerDiscount(context, String(customer), String(discount)),
};
