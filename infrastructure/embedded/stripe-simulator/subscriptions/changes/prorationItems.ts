import type { Context } from '../../account/context.js';
import { whole } from '../../invoices/amounts/fraction.js';
import { prorate } from '../../invoices/amounts/proration.js';
import { productName, taxRatesOf } from '../../invoices/lines/itemLine.js';
import { priceDetails } from '../../invoices/lines/pricingOf.js';
import { invoiceItemObject } from '../../invoices/objects/invoiceItemObject.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import type { BilledItemRecord } from '../records/billedItemRecord.js';

type Item = Stored<'subscription_item'>;
type Subscription = Stored<'subscription'>;
type InvoiceItem = Stored<'invoiceitem'>;

const day = (at: number): string => new Date(at * 1000).toISOString().slice(0, 10);

/** The credit for what was debited of an item and is not used after a time. */
export function creditItem(
  context: Context,
  subscription: Subscription,
  item: Item,
  debited: Pick<BilledItemRecord, 'net' | 'periodStart' | 'periodEnd' | 'source'>,
  at: number,
): InvoiceItem {
  const { credit } = prorate({ before: whole(debited.net), after: null }, { ...debited, at });
  const { source } = debited;
  const credited = source && {
    type: 'invoice_line_items',
    invoice_line_item_details: { invoice: source.invoice, invoice_line_items: [source.line] },
  };
  return prorationItem(context, subscription, item, {
    amount: credit ?? 0,
    description: `Unused time on ${item.quantity ?? 1} × ${productName(context, item.price)} after ${day(at)}`,
    period: { start: at, end: debited.periodEnd },
    proration_details: { credited_items: credited, discount_amounts: [] },
  });
}

/** The debit for the remaining time of an item as it is from a time on. */
export function debitItem(
  context: Context,
  subscription: Subscription,
  item: Item,
  net: number,
  at: number,
): InvoiceItem {
  const [periodStart, periodEnd] = [item.current_period_start, item.current_period_end];
  const { debit } = prorate({ before: null, after: whole(net) }, { periodStart, periodEnd, at });
  return prorationItem(context, subscription, item, {
    amount: debit ?? 0,
    description: `Remaining time on ${item.quantity ?? 1} × ${productName(context, item.price)} after ${day(at)}`,
    period: { start: at, end: periodEnd },
    proration_details: { credited_items: null, discount_amounts: [] },
  });
}

function prorationItem(
  context: Context,
  subscription: Subscription,
  item: Item,
  terms: Pick<InvoiceItem, 'amount' | 'period' | 'proration_details'> & Readonly<{ description: string }>,
): InvoiceItem {
  const quantity = item.quantity ?? 1;
  return invoiceItemObject(context, {
    ...terms,
    currency: subscription.currency,
    customer: referenceId(subscription.customer) ?? '',
    discountable: false,
    metadata: subscription.metadata,
    parent: {
      subscription_details: { subscription: subscription.id, subscription_item: item.id },
      type: 'subscription_details',
    },
    pricing: priceDetails(item.price),
    proration: true,
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: taxRatesOf(subscription, item),
    test_clock: referenceId(subscription.test_clock),
  });
}
