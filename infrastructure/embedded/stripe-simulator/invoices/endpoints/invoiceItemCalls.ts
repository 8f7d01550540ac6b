import type { Context } from '../../account/context.js';
import { endpoint } from '../../http/endpoint.js';
import { listOf } from '../../http/lists.js';
import { flag, mergedMetadata, paging, parameters, text, timeRange } from '../../http/parameters.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { redeemDiscounts } from '../../subscriptions/discounts/redeemDiscounts.js';
import { discountParameters } from '../../subscriptions/items/itemParameters.js';
import { taxRates } from '../../subscriptions/startTerms.js';
import { changeItem, priced } from '../changes/changeItem.js';
import { relineDraft } from '../changes/relineDraft.js';
import { invoiceItemObject } from '../objects/invoiceItemObject.js';
import { itemFields } from './itemFields.js';

const URL = '/v1/invoiceitems';

const fields = { ...itemFields, discounts: discountParameters() };

const create = endpoint({
  method: 'POST',
  path: URL,
  params: parameters({
    ...fields,
    currency: text().optional(),
    customer: text(),
    invoice: text().optional(),
    subscription: text().optional(),
  }),
  handle: (context, { params }) => {
    const customer = context.inParameter('customer', params.customer, 'customer');
    context.useClock(referenceId(customer.test_clock ?? null));
    const draft = params.invoice === undefined ? null : context.inParameter('invoice', params.invoice, 'invoice');
    if (draft && draft.status !== 'draft') throw notEditable();
    const of =
      params.subscription === undefined
        ? null
        : context.inParameter('subscription', params.subscription, 'subscription');
    const quantity = params.quantity ?? 1;
    const price = priced(context, params, quantity);
    if (!price) throw invalidRequest('Missing required param: amount.', { code: 'parameter_missing', param: 'amount' });
    const item = invoiceItemObject(context, {
      ...price,
      currency: params.currency ?? draft?.currency ?? of?.currency ?? customer.currency ?? 'usd',
      customer: customer.id,
      description: params.description ?? null,
      discountable: params.discountable ?? price.amount >= 0,
      discounts: redeemDiscounts(context, params.discounts ?? [], { customer: customer.id }),
      invoice: draft?.id ?? null,
      metadata: mergedMetadata({}, params.metadata),
      parent: of && { subscription_details: { subscription: of.id }, type: 'subscription_details' },
      quantity,
      tax_rates: taxRates(context, params.tax_rates, 'tax_rates'),
      test_clock: customer.test_clock ?? null,
      ...(params.period && { period: params.period }),
    });
    context.store.put('invoiceitem', item);
    context.emit('invoiceitem.created', item);
    if (draft) relineDraft(context, draft.id);
    return item;
  },
});

const notEditable = () =>
  invalidRequest('The invoice of this item is no longer editable', { code: 'invoice_not_editable', param: 'invoice' });

/** @throws StripeError 400: its invoice is final */
function editable(context: Context, id: string): Stored<'invoiceitem'> {
  const item = context.inPath('invoiceitem', id);
  const invoice = context.store.get('invoice', referenceId(item.invoice) ?? '');
  if (invoice && invoice.status !== 'draft') throw notEditable();
  context.useClock(referenceId(item.test_clock));
  return item;
}

const retrieve = endpoint({
  method: 'GET',
  path: `${URL}/:item`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('invoiceitem', path.item),
});

const update = endpoint({
  method: 'POST',
  path: `${URL}/:item`,
  params: parameters(fields),
  handle: (context, { path, params }) => {
    const before = editable(context, path.item);
    const after = changeItem(context, before, params);
    const invoice = referenceId(after.invoice);
    if (invoice) relineDraft(context, invoice);
    return after;
  },
});

const remove = endpoint({
  method: 'DELETE',
  path: `${URL}/:item`,
  params: parameters({}),
  handle: (context, { path }) => {
    const item = editable(context, path.item);
    context.store.delete('invoiceitem', item.id);
    context.emit('invoiceitem.deleted', item);
    const invoice = referenceId(item.invoice);
    if (invoice) relineDraft(context, invoice);
    return { id: item.id, object: 'invoiceitem', deleted: true };
  },
});

const list = endpoint({
  method: 'GET',
  path: URL,
  params: parameters({
    ...paging,
    created: timeRange().optional(),
    customer: text().optional(),
    invoice: text().optional(),
    pending: flag().optional(),
  }),
  handle: (context, { params }) => {
    const { created: _created, ...page } = params;
    return listOf(context, 'invoiceitem', page, URL, (item) => {
      const isPending = item.invoice === null;
      return (
        (params.customer === undefined || referenceId(item.customer) === params.customer) &&
        (params.invoice === undefined || referenceId(item.invoice) === params.invoice) &&
        (params.pending === undefined || params.pending === isPending)
      );
    });
  },
});

/** The calls of /v1/invoiceitems. */
export const invoiceItemCalls = [create, list, retrieve, update, remove];
