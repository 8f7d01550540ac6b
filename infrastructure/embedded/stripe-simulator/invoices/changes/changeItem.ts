import type { Context } from '../../account/context.js';
import { mergedMetadata } from '../../http/parameters.js';
import type { Stored } from '../../store/storedObjects.js';
import { taxRates } from '../../subscriptions/startTerms.js';
import { fractionOf, roundedUp, times, whole } from '../amounts/fraction.js';
import { costOf } from '../lines/itemLine.js';
import { priceDetails } from '../lines/pricingOf.js';

/** What an item costs, as calls give it. */
type Cost = Readonly<{
  amount?: number | undefined;
  pricing?: Readonly<{ price?: string | undefined }> | undefined;
  quantity?: number | undefined;
  unit_amount_decimal?: string | undefined;
}>;

/** Amount and price of an item: given whole, by unit, or by a price of the catalogue. */
export function priced(
  context: Context,
  given: Cost,
  quantity: number,
): Pick<Stored<'invoiceitem'>, 'amount' | 'pricing'> | undefined {
  if (given.pricing?.price !== undefined) {
    const price = context.inParameter('price', given.pricing.price, 'pricing[price]');
    return { amount: costOf(price, quantity), pricing: priceDetails(price) };
  }
  const unit = given.unit_amount_decimal;
  if (unit !== undefined) {
    const amount = roundedUp(times(fractionOf(unit), whole(quantity)));
    return { amount, pricing: { type: 'price_details', unit_amount_decimal: unit } };
  }
  if (given.amount === undefined) return undefined;
  return { amount: given.amount, pricing: { type: 'price_details', unit_amount_decimal: String(given.amount) } };
}

type Changes = Cost &
  Readonly<{
    description?: string | null | undefined;
    discountable?: boolean | undefined;
    metadata?: Parameters<typeof mergedMetadata>[1];
    period?: Readonly<{ start: number; end: number }> | undefined;
    tax_rates?: readonly string[] | null | undefined;
  }>;

/** Changes an item that is not on a final invoice; the lines of its draft are the caller's. */
export function changeItem(context: Context, before: Stored<'invoiceitem'>, given: Changes): Stored<'invoiceitem'> {
  const quantity = given.quantity ?? before.quantity;
  return context.store.update('invoiceitem', before.id, {
    ...priced(context, given, quantity),
    quantity,
    quantity_decimal: String(quantity),
    metadata: mergedMetadata(before.metadata ?? {}, given.metadata),
    ...(given.description !== undefined && { description: given.description }),
    ...(given.discountable !== undefined && { discountable: given.discountable }),
    ...(given.period && { period: given.period }),
    ...(given.tax_rates !== undefined && { tax_rates: taxRates(context, given.tax_rates, 'tax_rates') }),
  });
}
