import { endpoint } from '../../http/endpoint.js';
import type { Includables } from '../../http/includables.js';
import { listOf, pageOf } from '../../http/lists.js';
import {
  clearable,
  mergedMetadata,
  metadata,
  oneOf,
  paging,
  parameters,
  text,
  timeRange,
} from '../../http/parameters.js';
import { searching, searchOf } from '../../http/search.js';

const retrieve = endpoint({
  method: 'GET',
  path: '/v1/charges/:charge',
  params: parameters({}),
  handle: (context, { path }) => context.inPath('charge', path.charge),
});

const update = endpoint({
  method: 'POST',
  path: '/v1/charges/:charge',
  params: parameters({ description: clearable(text()).optional(), metadata: metadata() }),
  handle: (context, { path, params }) => {
    const before = context.inPath('charge', path.charge);
    const after = context.store.update('charge', before.id, {
      description: params.description === undefined ? before.description : params.description,
      metadata: mergedMetadata(before.metadata, params.metadata),
    });
    context.emitChange('charge.updated', before, after);
    return after;
  },
});

const list = endpoint({
  method: 'GET',
  path: '/v1/charges',
  params: parameters({
    ...paging,
    created: timeRange().optional(),
    customer: text().optional(),
    payment_intent: text().optional(),
  }),
  handle: (context, { params }) =>
    listOf(
      context,
      'charge',
      params,
      '/v1/charges',
      (charge) =>
        (params.customer ?? charge.customer) === charge.customer &&
        (params.payment_intent ?? charge.payment_intent) === charge.payment_intent,
    ),
});

const search = endpoint({
  method: 'GET',
  path: '/v1/charges/search',
  params: parameters(searching),
  handle: (context, { params }) => searchOf(context, 'charge', params, '/v1/charges/search'),
});

const movement = endpoint({
  method: 'GET',
  path: '/v1/balance_transactions/:id',
  params: parameters({}),
  handle: (context, { path }) => context.inPath('balance_transaction', path.id),
});

const movements = endpoint({
  method: 'GET',
  path: '/v1/balance_transactions',
  params: parameters({
    ...paging,
    created: timeRange().optional(),
    currency: text().optional(),
    source: text().optional(),
    type: oneOf('adjustment', 'charge', 'refund', 'refund_failure').optional(),
  }),
  handle: (context, { params }) =>
    listOf(
      context,
      'balance_transaction',
      params,
      '/v1/balance_transactions',
      (one) =>
        (params.currency ?? one.currency) === one.currency &&
        (params.source ?? one.source) === one.source &&
        (params.type ?? one.type) === one.type,
    ),
});

/** Tries to take money, and what they did to the account's balance. */
export const chargeEndpoints = [retrieve, update, list, search, movement, movements];

/** A charge's refunds are there for who asks. */
export const chargeIncludables: Includables = {
  charge: {
    refunds: ({ store }, { id }) =>
      pageOf(store.where('refund', 'charge', id).reverse(), {}, `/v1/charges/${id}/refunds`),
  },
};
