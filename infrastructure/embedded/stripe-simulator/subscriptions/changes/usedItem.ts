import type { Context } from '../../account/context.js';
import { invoiceItemObject } from '../../invoices/objects/invoiceItemObject.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { meteredLine } from '../usage/meteredLines.js';

/** What was used of a metered item whose price goes, at that price: flexible billing drops no usage (stripe.md 3.4, example 5). */
export function usedItem(
  context: Context,
  subscription: Stored<'subscription'>,
  item: Stored<'subscription_item'>,
): Stored<'invoiceitem'>[] {
  const line = meteredLine(context, subscription, item, { start: item.current_period_start, end: context.now() });
  if (line.quantity === 0) return [];
  const terms = {
    amount: line.amount,
    currency: subscription.currency,
    customer: referenceId(subscription.customer) ?? '',
    description: line.description,
    discounts: [...line.discounts],
    metadata: line.metadata,
    parent: {
      subscription_details: { subscription: subscription.id, subscription_item: item.id },
      type: 'subscription_details' as const,
    },
    period: line.period,
    pricing: line.pricing,
    quantity: line.quantity,
    quantity_decimal: String(line.quantity),
    tax_rates: [...line.taxRates],
    test_clock: referenceId(subscription.test_clock),
  };
  return [invoiceItemObject(context, terms)];
}
