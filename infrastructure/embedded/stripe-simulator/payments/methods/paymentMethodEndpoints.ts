import { endpoint } from '../../http/endpoint.js';
import { listOf } from '../../http/lists.js';
import {
  clearable,
  integer,
  mergedMetadata,
  metadata,
  oneOf,
  paging,
  parameters,
  text,
} from '../../http/parameters.js';
import { invalidRequest, unknownReference } from '../../http/stripeErrors.js';
import { testCardOfToken } from '../cards/testCards.js';
import { ofCustomer } from '../ofCustomer.js';
import { attachMethod, detachMethod } from './attachMethod.js';
import { billingDetails, mergedBillingDetails } from './billingDetails.js';
import { cardOfNumber, newMethod } from './findMethod.js';

const redisplay = oneOf('always', 'limited', 'unspecified').optional();

const create = endpoint({
  method: 'POST',
  path: '/v1/payment_methods',
  params: parameters({
    type: oneOf('card'),
    card: parameters({
      token: text().optional(),
      number: text().optional(),
      exp_month: integer().optional(),
      exp_year: integer().optional(),
      cvc: text().optional(),
    }),
    billing_details: billingDetails.optional(),
    allow_redisplay: redisplay,
    metadata: metadata(),
  }),
  handle: (context, { params }) => {
    const { token, number, exp_month: expMonth, exp_year: expYear } = params.card;
    if (token === undefined && number === undefined) {
      throw invalidRequest('Missing required param: card[number].', {
        code: 'parameter_missing',
        param: 'card[number]',
      });
    }
    const card = token === undefined ? cardOfNumber(number ?? '') : testCardOfToken(token);
    if (!card) throw unknownReference('token', token ?? '', 'card[token]');
    return newMethod(context, card, {
      ...(expMonth !== undefined && { expMonth }),
      ...(expYear !== undefined && { expYear }),
      ...(params.allow_redisplay && { allowRedisplay: params.allow_redisplay }),
      ...(params.billing_details && { billingDetails: mergedBillingDetails(undefined, params.billing_details) }),
      metadata: mergedMetadata({}, params.metadata),
    });
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: '/v1/payment_methods/:id',
  params: parameters({}),
  handle: (context, { path }) => context.inPath('payment_method', path.id, 'payment_method'),
});

const update = endpoint({
  method: 'POST',
  path: '/v1/payment_methods/:id',
  params: parameters({
    card: parameters({ exp_month: integer().optional(), exp_year: integer().optional() }).optional(),
    billing_details: billingDetails.optional(),
    allow_redisplay: redisplay,
    metadata: metadata(),
  }),
  handle: (context, { path, params }) => {
    const method = context.inPath('payment_method', path.id, 'payment_method');
    if (typeof method.customer !== 'string') {
      throw invalidRequest('You must save this payment method to a customer before you can update it.');
    }
    ofCustomer(context, method.customer);
    const { exp_month = method.card?.exp_month ?? 12, exp_year = method.card?.exp_year ?? 2000 } = params.card ?? {};
    const after = context.store.put('payment_method', {
      ...method,
      ...(method.card && { card: { ...method.card, exp_month, exp_year } }),
      ...(params.allow_redisplay && { allow_redisplay: params.allow_redisplay }),
      billing_details: mergedBillingDetails(method.billing_details, params.billing_details),
      metadata: mergedMetadata(method.metadata ?? {}, params.metadata),
    });
    context.emitChange('payment_method.updated', method, after);
    return after;
  },
});

const attach = endpoint({
  method: 'POST',
  path: '/v1/payment_methods/:id/attach',
  params: parameters({ customer: text() }),
  handle: (context, { path, params }) => attachMethod(context, path.id, params.customer),
});

const detach = endpoint({
  method: 'POST',
  path: '/v1/payment_methods/:id/detach',
  params: parameters({}),
  handle: (context, { path }) => detachMethod(context, path.id),
});

const filters = { ...paging, type: oneOf('card').optional(), allow_redisplay: redisplay };

const list = endpoint({
  method: 'GET',
  path: '/v1/payment_methods',
  params: parameters({ ...filters, customer: clearable(text()).optional() }),
  handle: (context, { params }) => {
    if (!params.customer) return listOf(context, 'payment_method', params, '/v1/payment_methods', () => false);
    const { id } = ofCustomer(context, params.customer);
    return listOf(context, 'payment_method', params, '/v1/payment_methods', ({ customer }) => customer === id);
  },
});

const ofOneCustomer = endpoint({
  method: 'GET',
  path: '/v1/customers/:customer/payment_methods',
  params: parameters(filters),
  handle: (context, { path, params }) => {
    const { id } = context.inPath('customer', path.customer, 'customer');
    const url = `/v1/customers/${id}/payment_methods`;
    return listOf(context, 'payment_method', params, url, ({ customer }) => customer === id);
  },
});

const oneOfCustomer = endpoint({
  method: 'GET',
  path: '/v1/customers/:customer/payment_methods/:id',
  params: parameters({}),
  handle: (context, { path }) => {
    const method = context.inPath('payment_method', path.id, 'payment_method');
    if (method.customer === path.customer) return method;
    throw unknownReference('PaymentMethod', path.id, 'payment_method');
  },
});

/** Cards that customers pay with. */
export const paymentMethodEndpoints = [create, retrieve, update, attach, detach, list, ofOneCustomer, oneOfCustomer];
