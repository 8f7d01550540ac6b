import type { Context } from '../../account/context.js';
import type { Stored } from '../../store/storedObjects.js';
import type { ItemTerms } from '../items/itemTerms.js';
import type { BillingPeriod } from '../periods/billingPeriods.js';
import { planObject } from './planObject.js';

/** An item in the shape of docs.stripe.com/api/subscription_items/object; what already is there keeps its id and creation. */
export function subscriptionItemObject(
  context: Context,
  subscription: string,
  terms: ItemTerms,
  period: BillingPeriod,
): Stored<'subscription_item'> {
  const price = context.inParameter('price', terms.price, 'items');
  const before = terms.id === null ? undefined : context.store.get('subscription_item', terms.id);
  return {
    id: before?.id ?? context.newId('si'),
    object: 'subscription_item',
    billing_thresholds: null,
    created: before?.created ?? context.now(),
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [...terms.discounts],
    metadata: terms.metadata,
    plan: planObject(price),
    price,
    ...(terms.quantity !== undefined && { quantity: terms.quantity }),
    subscription,
    tax_rates: terms.taxRates.flatMap((id) => context.store.get('tax_rate', id) ?? []),
  };
}
