import { endpoint } from '../http/endpoint.js';
import { listOf, pageOf } from '../http/lists.js';
import { integer, mergedMetadata, paging, parameters, text, timeRange } from '../http/parameters.js';
import { searching, searchOf } from '../http/search.js';
import { attachMethod } from '../payments/methods/attachMethod.js';
import type { Stored } from '../store/storedObjects.js';
import type { Subject } from '../subject.js';
import { isOver } from '../subscriptions/life/subscriptionOf.js';
import { customerDiscountWork, discountControl, removeDiscountCall } from './customerDiscount.js';
import { newCustomer } from './customerObject.js';
import { customerFields, takenOver } from './customerParameters.js';
import { deleteCustomer } from './deleteCustomer.js';
import { taxIdCalls, taxIdsOf } from './taxIdEndpoints.js';

type Customer = Stored<'customer'>;

const PATH = '/v1/customers';

const create = endpoint({
  method: 'POST',
  path: PATH,
  params: parameters({
    ...customerFields,
    balance: integer().optional(),
    payment_method: text().optional(),
    test_clock: text().optional(),
  }),
  handle: (context, { params: { metadata: given, balance = 0, payment_method, test_clock = null, ...fields } }) => {
    if (test_clock) context.inParameter('test_helpers.test_clock', test_clock, 'test_clock');
    context.useClock(test_clock);
    const made = context.store.put(
      'customer',
      newCustomer(context, { balance, test_clock, metadata: mergedMetadata({}, given) }),
    );
    if (payment_method) attachMethod(context, payment_method, made.id);
    const customer = context.store.put('customer', takenOver(context, made, fields));
    context.emit('customer.created', customer);
    return customer;
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: `${PATH}/:customer`,
  params: parameters({}),
  handle: (context, { path }) =>
    context.store.get('sim.deleted_customer', path.customer)?.answer ?? context.inPath('customer', path.customer),
});

const update = endpoint({
  method: 'POST',
  path: `${PATH}/:customer`,
  params: parameters({ ...customerFields, balance: integer().optional() }),
  handle: (context, { path, params: { metadata: given, balance, ...fields } }) => {
    const before = context.inPath('customer', path.customer);
    context.useClock(String(before.test_clock ?? ''));
    const changed = takenOver(context, before, fields);
    const after = context.store.put('customer', {
      ...changed,
      balance: balance ?? before.balance,
      metadata: mergedMetadata(before.metadata, given),
    });
    context.emitChange('customer.updated', before, after);
    return after;
  },
});

const remove = endpoint({
  method: 'DELETE',
  path: `${PATH}/:customer`,
  params: parameters({}),
  handle: (context, { path }) => deleteCustomer(context, context.inPath('customer', path.customer)),
});

const list = endpoint({
  method: 'GET',
  path: PATH,
  params: parameters({
    ...paging,
    created: timeRange().optional(),
    email: text().optional(),
    test_clock: text().optional(),
  }),
  handle: (context, { params }) => {
    const { email, test_clock = null } = params;
    const passes = (customer: Customer) =>
      (email === undefined || customer.email === email) && customer.test_clock === test_clock;
    return listOf(context, 'customer', params, PATH, passes);
  },
});

const search = endpoint({
  method: 'GET',
  path: `${PATH}/search`,
  params: parameters(searching),
  handle: (context, { params }) => searchOf(context, 'customer', params, `${PATH}/search`),
});

/** Who pays. */
export const customerSubject: Subject = {
  endpoints: [create, retrieve, update, remove, list, search, ...taxIdCalls, removeDiscountCall],
  controls: [discountControl],
  work: customerDiscountWork,
  includables: {
    customer: {
      subscriptions: (context, { id }) => {
        const running = context.store.where('subscription', 'customer', id).filter((each) => !isOver(each));
        return pageOf(running.reverse(), {}, `/v1/customers/${id}/subscriptions`);
      },
      sources: (_, { id }) => pageOf([], {}, `/v1/customers/${id}/sources`),
      tax_ids: (context, { id }) => pageOf(taxIdsOf(context, id).reverse(), {}, `/v1/customers/${id}/tax_ids`),
    },
  },
};
