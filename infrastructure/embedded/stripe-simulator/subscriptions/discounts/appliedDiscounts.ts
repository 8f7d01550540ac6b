import type { Context } from '../../account/context.js';
import { discountOfCustomer } from '../../customers/customerDiscount.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { discountIds } from './endDiscount.js';

/** Ids of what is taken off a subscription's invoices: its own discounts, or else its customer's. */
export function appliedDiscounts(context: Context, subscription: Stored<'subscription'>): readonly string[] {
  const own = discountIds(subscription);
  if (own.length > 0) return own;
  const ofCustomer = discountOfCustomer(context, referenceId(subscription.customer) ?? '');
  return ofCustomer === null ? [] : [ofCustomer];
}
