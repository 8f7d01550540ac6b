import { endpoint } from '../http/endpoint.js';
import { listOf } from '../http/lists.js';
import { array, flag, oneOf, paging, parameters, text, timeRange } from '../http/parameters.js';
import { searching, searchOf } from '../http/search.js';
import type { Stored } from '../store/storedObjects.js';
import type { Subject } from '../subject.js';
import { createPrice, updatePrice } from './priceEndpoints.js';

type Price = Stored<'price'>;

const PATH = '/v1/prices';

const retrieve = endpoint({
  method: 'GET',
  path: `${PATH}/:price`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('price', path.price, 'price'),
});

const list = endpoint({
  method: 'GET',
  path: PATH,
  params: parameters({
    ...paging,
    active: flag().optional(),
    created: timeRange().optional(),
    currency: text().optional(),
    lookup_keys: array(text()).optional(),
    product: text().optional(),
    recurring: parameters({
      interval: oneOf('day', 'week', 'month', 'year').optional(),
      meter: text().optional(),
      usage_type: oneOf('licensed', 'metered').optional(),
    }).optional(),
    type: oneOf('one_time', 'recurring').optional(),
  }),
  handle: (context, { params }) => {
    const { active, currency, lookup_keys, product, recurring = {}, type } = params;
    const isAny = (wanted: unknown, found: unknown) => wanted === undefined || wanted === found;
    const passes = (price: Price) =>
      isAny(active, price.active) &&
      isAny(currency?.toLowerCase(), price.currency) &&
      isAny(product, price.product) &&
      isAny(type, price.type) &&
      isAny(recurring.interval, price.recurring?.interval) &&
      isAny(recurring.meter, price.recurring?.meter) &&
      isAny(recurring.usage_type, price.recurring?.usage_type) &&
      (lookup_keys === undefined || lookup_keys.includes(price.lookup_key ?? ''));
    return listOf(context, 'price', params, PATH, passes);
  },
});

const search = endpoint({
  method: 'GET',
  path: `${PATH}/search`,
  params: parameters(searching),
  handle: (context, { params }) => searchOf(context, 'price', params, `${PATH}/search`),
});

/** What things cost. */
export const priceSubject: Subject = {
  endpoints: [createPrice, updatePrice, retrieve, list, search],
  includables: { price: { tiers: (_, { tiers }) => tiers ?? null } },
};
