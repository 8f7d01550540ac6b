import type { Context } from '../../account/context.js';
import { endpoint } from '../../http/endpoint.js';
import { pageOf } from '../../http/lists.js';
import { clearable, integer, mergedMetadata, metadata, paging, parameters, text } from '../../http/parameters.js';
import { invalidRequest, notFound } from '../../http/stripeErrors.js';
import { currencyCode } from '../intents/intentParameters.js';
import { clockOf } from '../ofCustomer.js';
import { moveBalance } from './moveBalance.js';

const path = '/v1/customers/:customer/balance_transactions';

function rowOf(context: Context, customer: string, id: string) {
  const row = context.store.get('customer_balance_transaction', id);
  if (row?.customer !== customer) throw notFound('customer_balance_transaction', id, 'transaction');
  return row;
}

const create = endpoint({
  method: 'POST',
  path,
  params: parameters({
    amount: integer(),
    currency: text(),
    description: clearable(text()).optional(),
    metadata: metadata(),
  }),
  handle: (context, { path: { customer }, params }) => {
    const { currency: known } = context.inPath('customer', customer, 'customer');
    context.useClock(clockOf(context, customer));
    const currency = currencyCode(params.currency);
    if (known !== null && known !== undefined && known !== currency) {
      throw invalidRequest(`The customer's balance is in ${known}.`, { param: 'currency' });
    }
    return moveBalance(context, {
      amount: params.amount,
      currency,
      customer,
      description: params.description ?? null,
      metadata: mergedMetadata({}, params.metadata),
      type: 'adjustment',
    });
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: `${path}/:transaction`,
  params: parameters({}),
  handle: (context, { path: { customer, transaction } }) => rowOf(context, customer, transaction),
});

const update = endpoint({
  method: 'POST',
  path: `${path}/:transaction`,
  params: parameters({ description: clearable(text()).optional(), metadata: metadata() }),
  handle: (context, { path: { customer, transaction }, params }) => {
    const row = rowOf(context, customer, transaction);
    return context.store.update('customer_balance_transaction', row.id, {
      description: params.description === undefined ? row.description : params.description,
      metadata: mergedMetadata(row.metadata ?? {}, params.metadata),
    });
  },
});

const list = endpoint({
  method: 'GET',
  path,
  params: parameters({ ...paging, invoice: text().optional() }),
  handle: (context, { path: { customer }, params }) => {
    context.inPath('customer', customer, 'customer');
    const rows = context.store
      .where('customer_balance_transaction', 'customer', customer)
      .filter(({ invoice }) => (params.invoice ?? invoice) === invoice);
    return pageOf(rows.reverse(), params, `/v1/customers/${customer}/balance_transactions`);
  },
});

/** What customers owe, or are owed, beside their invoices. */
export const customerBalanceEndpoints = [create, retrieve, update, list];
