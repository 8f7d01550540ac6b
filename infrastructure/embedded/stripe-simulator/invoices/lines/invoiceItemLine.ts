import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import type { LineTerms } from './lineTerms.js';

/** The line that a pending invoice item becomes. */
export function invoiceItemLine(item: Stored<'invoiceitem'>): LineTerms {
  const of = item.parent?.subscription_details ?? null;
  return {
    amount: item.amount,
    description: item.description ?? '',
    period: item.period,
    discountable: item.discountable,
    discounts: (item.discounts ?? []).flatMap((discount) => referenceId(discount) ?? []),
    metadata: item.metadata ?? {},
    parent: parentOf(item),
    pricing: item.pricing,
    quantity: item.quantity,
    subscription: of?.subscription ?? null,
    taxRates: item.tax_rates ?? [],
  };
}

function parentOf(item: Stored<'invoiceitem'>): LineTerms['parent'] {
  const of = item.parent?.subscription_details ?? null;
  const credited = item.proration_details?.credited_items?.invoice_line_item_details ?? null;
  const common = {
    invoice_item: item.id,
    proration: item.proration,
    proration_details: { credited_items: credited },
    subscription: of?.subscription ?? null,
  };
  if (of?.subscription_item === undefined) {
    return { invoice_item_details: common, subscription_item_details: null, type: 'invoice_item_details' };
  }
  const details = { ...common, subscription_item: of.subscription_item };
  return { invoice_item_details: null, subscription_item_details: details, type: 'subscription_item_details' };
}
