import type { Context } from '../../account/context.js';
import type { Stored } from '../../store/storedObjects.js';

type InvoiceItem = Stored<'invoiceitem'>;

/** What distinguishes an invoice item; the rest starts unset. */
export type NewInvoiceItem = Pick<InvoiceItem, 'amount' | 'currency' | 'customer'> & Partial<InvoiceItem>;

/** An invoice item in the shape of docs.stripe.com/api/invoiceitems/object. */
export function invoiceItemObject(context: Context, terms: NewInvoiceItem): InvoiceItem {
  const now = context.now();
  return {
    id: context.newId('ii'),
    object: 'invoiceitem',
    customer_account: null,
    date: now,
    description: null,
    discountable: true,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: {},
    net_amount: terms.amount,
    parent: null,
    period: { start: now, end: now },
    pricing: null,
    proration: false,
    quantity: 1,
    quantity_decimal: String(terms.quantity ?? 1),
    tax_rates: [],
    test_clock: null,
    ...terms,
  };
}
