import type { Context } from '../../account/context.js';
import type { Stored } from '../../store/storedObjects.js';
import { roundedUp } from '../amounts/fraction.js';
import { priceAmount } from '../amounts/priceAmount.js';
import type { LineTerms } from './lineTerms.js';
import { priceDetails, pricingOf } from './pricingOf.js';

type Period = Readonly<{ start: number; end: number }>;
type Item = Stored<'subscription_item'>;
type Subscription = Stored<'subscription'>;

/** What a quantity of a price costs for a whole period, minor units before discounts and taxes. */
export const costOf = (price: Stored<'price'>, quantity: number): number =>
  roundedUp(priceAmount(pricingOf(price), quantity));

/** The name of what is sold. */
export const productName = ({ store }: Context, price: Stored<'price'>): string =>
  store.get('product', typeof price.product === 'string' ? price.product : price.product.id)?.name ?? price.id;

const money = (amount: number, currency: string): string => `${(amount / 100).toFixed(2)} ${currency.toUpperCase()}`;

/** The line of an item for a whole period: licensed for the time to come, metered for what was used. */
export function itemLine(
  context: Context,
  subscription: Subscription,
  item: Item,
  { quantity, period, amount }: Readonly<{ quantity: number; period: Period; amount?: number }>,
): LineTerms {
  const { price } = item;
  const name = productName(context, price);
  const each = price.unit_amount === null ? '' : ` (at ${money(price.unit_amount, price.currency)})`;
  return {
    amount: amount ?? costOf(price, quantity),
    description: amount === 0 && subscription.trial_end ? `Trial period for ${name}` : `${quantity} × ${name}${each}`,
    period,
    discountable: true,
    discounts: item.discounts.map((discount) => (typeof discount === 'string' ? discount : discount.id)),
    metadata: subscription.metadata,
    parent: itemParent(subscription.id, item.id),
    pricing: priceDetails(price),
    quantity,
    subscription: subscription.id,
    taxRates: taxRatesOf(subscription, item),
  };
}

export const itemParent = (subscription: string, item: string): LineTerms['parent'] => ({
  invoice_item_details: null,
  subscription_item_details: {
    invoice_item: null,
    proration: false,
    proration_details: { credited_items: null },
    subscription,
    subscription_item: item,
  },
  type: 'subscription_item_details',
});

/** The item's own tax rates, else those of its subscription. */
export const taxRatesOf = (subscription: Subscription, item: Item): Stored<'tax_rate'>[] =>
  item.tax_rates && item.tax_rates.length > 0 ? item.tax_rates : (subscription.default_tax_rates ?? []);
