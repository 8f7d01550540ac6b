import { endpoint } from '../../http/endpoint.js';
import { pageOf } from '../../http/lists.js';
import { paging, parameters, text } from '../../http/parameters.js';
import { entitlementsOf } from './refreshEntitlements.js';

const active = '/v1/entitlements/active_entitlements';

const entitlements = endpoint({
  method: 'GET',
  path: active,
  params: parameters({ ...paging, customer: text() }),
  handle: (context, { params }) => {
    const { id } = context.inParameter('customer', params.customer, 'customer');
    return pageOf(entitlementsOf(context, id), params, active);
  },
});

const entitlement = endpoint({
  method: 'GET',
  path: `${active}/:id`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('entitlements.active_entitlement', path.id),
});

/** What customers hold. */
export const entitlementEndpoints = [entitlements, entitlement];
