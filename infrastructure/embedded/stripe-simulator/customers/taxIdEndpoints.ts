import type Stripe from 'stripe';
import type { Context } from '../account/context.js';
import { endpoint } from '../http/endpoint.js';
import { pageOf } from '../http/lists.js';
import { paging, parameters, text } from '../http/parameters.js';
import { notFound } from '../http/stripeErrors.js';
import type { Stored } from '../store/storedObjects.js';

const path = (customer: string) => `/v1/customers/${customer}/tax_ids`;
const PATH = '/v1/customers/:customer/tax_ids';
/** Types whose number begins with a country, and those of one country. */
const countryOf = (type: string, value: string): string =>
  type === 'eu_vat' ? value.slice(0, 2).toUpperCase() : type.slice(0, 2).toUpperCase();
/** Stripe's test values: 111111111 is verified, 222222222 is not, others stay pending (docs.stripe.com/billing/customer/tax-ids). */
function verificationOf(type: string, value: string): Stripe.TaxId.Verification['status'] {
  if (type !== 'eu_vat' && type !== 'gb_vat') return 'unavailable';
  if (value.endsWith('111111111')) return 'verified';
  return value.endsWith('222222222') ? 'unverified' : 'pending';
}

/** The tax ids of a customer, oldest first. */
export const taxIdsOf = ({ store }: Context, customer: string): Stored<'tax_id'>[] =>
  store.where('tax_id', 'customer', customer);

const create = endpoint({
  method: 'POST',
  path: PATH,
  params: parameters({ type: text(), value: text() }),
  handle: (context, { path: { customer: id }, params: { type, value } }) => {
    const customer = context.inPath('customer', id);
    context.useClock(typeof customer.test_clock === 'string' ? customer.test_clock : null);
    const made = context.store.put('tax_id', {
      id: context.newId('txi'),
      object: 'tax_id',
      country: countryOf(type, value),
      created: context.now(),
      customer: customer.id,
      customer_account: null,
      livemode: false,
      owner: { type: 'customer', customer: customer.id, customer_account: null },
      type: type as Stored<'tax_id'>['type'],
      value,
      verification: { status: verificationOf(type, value), verified_address: null, verified_name: null },
    });
    context.emit('customer.tax_id.created', made);
    return made;
  },
});

const ofCustomer = (context: Context, customer: string, id: string): Stored<'tax_id'> => {
  const found = taxIdsOf(context, context.inPath('customer', customer).id).find((each) => each.id === id);
  if (!found) throw notFound('tax id', id);
  return found;
};

const retrieve = endpoint({
  method: 'GET',
  path: `${PATH}/:id`,
  params: parameters({}),
  handle: (context, { path: { customer, id } }) => ofCustomer(context, customer, id),
});

const remove = endpoint({
  method: 'DELETE',
  path: `${PATH}/:id`,
  params: parameters({}),
  handle: (context, { path: { customer, id } }) => {
    const gone = ofCustomer(context, customer, id);
    context.store.delete('tax_id', gone.id);
    context.emit('customer.tax_id.deleted', gone);
    return { id: gone.id, object: 'tax_id', deleted: true };
  },
});

const list = endpoint({
  method: 'GET',
  path: PATH,
  params: parameters(paging),
  handle: (context, { path: { customer }, params }) =>
    pageOf(taxIdsOf(context, context.inPath('customer', customer).id).reverse(), params, path(customer)),
});

export const taxIdCalls = [create, retrieve, remove, list];
