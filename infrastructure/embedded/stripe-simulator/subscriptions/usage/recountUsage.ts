import type { Context } from '../../account/context.js';
import { costOf } from '../../invoices/lines/itemLine.js';
import { priceInvoice } from '../../invoices/objects/priceInvoice.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { subscriptionOf } from '../life/subscriptionOf.js';
import { usageOf } from './usageOf.js';

type Invoice = Stored<'invoice'>;
type Line = Invoice['lines']['data'][number];

/** Usage of a past period that was reported while its invoice was a draft still counts. */
export function recountUsage(context: Context, draft: Invoice): void {
  const subscription = subscriptionOf(context, draft);
  if (!subscription) return;
  const data = draft.lines.data.map((line) => recounted(context, referenceId(subscription.customer) ?? '', line));
  const after = priceInvoice(context, { ...draft, lines: { ...draft.lines, data } });
  context.store.put('invoice', after);
  context.emitChange('invoice.updated', draft, after);
}

function recounted(context: Context, customer: string, line: Line): Line {
  const details = line.parent?.subscription_item_details;
  const price = context.store.get('price', referenceId(line.pricing?.price_details?.price ?? null) ?? '');
  if (!details || details.invoice_item !== null || price?.recurring?.usage_type !== 'metered') return line;
  const quantity = usageOf(context, price.recurring.meter ?? '', customer, line.period);
  if (quantity === line.quantity) return line;
  const amount = costOf(price, quantity);
  const description = (line.description ?? '').replace(/^\d+/, String(quantity));
  return { ...line, amount, subtotal: amount, description, quantity, quantity_decimal: String(quantity) };
}
