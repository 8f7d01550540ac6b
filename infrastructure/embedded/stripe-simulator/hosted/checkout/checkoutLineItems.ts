import type { Context } from '../../account/context.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { discountsFor } from './buyerChoices.js';
import { checkoutAmounts, couponOf } from './checkoutAmounts.js';
import { isTrial } from './checkoutRecord.js';

/** What a checkout sells, in the shape of docs.stripe.com/api/checkout/sessions/line_items. */
export function checkoutLineItems(context: Context, session: Stored<'checkout.session'>) {
  const { lines, data } = context.inPath('sim.checkout', session.id);
  const [first] = discountsFor(context, session, undefined);
  return checkoutAmounts(context, lines, couponOf(context, first), isTrial(data)).map((amounts) => {
    const { line, subtotal, discount, total } = amounts;
    const price = context.inPath('price', line.price);
    const product = context.store.get('product', referenceId(price.product) ?? '');
    return {
      id: line.id,
      object: 'item',
      adjustable_quantity: line.adjustable && { enabled: true, ...line.adjustable },
      amount_discount: discount,
      amount_subtotal: subtotal,
      amount_tax: 0,
      amount_total: total,
      currency: price.currency,
      description: product?.name ?? null,
      metadata: {},
      price,
      quantity: line.quantity,
    };
  });
}
