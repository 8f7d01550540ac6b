import type { Context } from '../../account/context.js';
import { endpoint } from '../../http/endpoint.js';
import { listOf, pageOf } from '../../http/lists.js';
import { flag, mergedMetadata, metadata, paging, parameters, text } from '../../http/parameters.js';
import { invalidRequest, notFound } from '../../http/stripeErrors.js';
import { refreshEntitlements } from './refreshEntitlements.js';

const features = '/v1/entitlements/features';

const create = endpoint({
  method: 'POST',
  path: features,
  params: parameters({ lookup_key: text(), name: text(), metadata: metadata() }),
  handle: (context, { params }) => {
    const { lookup_key, name } = params;
    if (context.store.where('entitlements.feature', 'lookup_key', lookup_key).some(({ active }) => active)) {
      throw invalidRequest(`A feature with the lookup key ${lookup_key} already exists.`, { param: 'lookup_key' });
    }
    const feature = { object: 'entitlements.feature', active: true, livemode: false, lookup_key, name } as const;
    const given = mergedMetadata({}, params.metadata);
    return context.store.put('entitlements.feature', { ...feature, id: context.newId('feat'), metadata: given });
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: `${features}/:id`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('entitlements.feature', path.id),
});

const update = endpoint({
  method: 'POST',
  path: `${features}/:id`,
  params: parameters({ active: flag().optional(), name: text().optional(), metadata: metadata() }),
  handle: (context, { path, params }) => {
    const before = context.inPath('entitlements.feature', path.id);
    return context.store.update('entitlements.feature', before.id, {
      active: params.active ?? before.active,
      name: params.name ?? before.name,
      metadata: mergedMetadata(before.metadata, params.metadata),
    });
  },
});

const list = endpoint({
  method: 'GET',
  path: features,
  params: parameters({ ...paging, archived: flag().optional(), lookup_key: text().optional() }),
  handle: (context, { params }) =>
    listOf(
      context,
      'entitlements.feature',
      params,
      features,
      ({ active, lookup_key }) =>
        active !== (params.archived ?? false) && (params.lookup_key ?? lookup_key) === lookup_key,
    ),
});

const ofProduct = '/v1/products/:product/features';

/** Everybody whose subscriptions have the product gains or loses what it grants. */
function refreshAll(context: Context, product: string): void {
  const having = context.store
    .all('subscription')
    .filter(({ items }) => items.data.some(({ price }) => price.product === product));
  for (const customer of new Set(having.map(({ customer: id }) => String(id)))) refreshEntitlements(context, customer);
}

function featureOf(context: Context, product: string, id: string) {
  const found = context.store.get('sim.product_feature', id);
  if (found?.product !== product) throw notFound('product_feature', id);
  return context.inPath('product_feature', id);
}

const attach = endpoint({
  method: 'POST',
  path: ofProduct,
  params: parameters({ entitlement_feature: text() }),
  handle: (context, { path, params }) => {
    const product = context.inPath('product', path.product).id;
    const feature = context.inParameter('entitlements.feature', params.entitlement_feature, 'entitlement_feature');
    const known = context.store.where('sim.product_feature', 'product', product);
    if (known.some((one) => one.feature === feature.id)) {
      throw invalidRequest('The product has this feature already.', { param: 'entitlement_feature' });
    }
    const id = context.newId('prodft');
    context.store.put('sim.product_feature', { id, product, feature: feature.id });
    const attached = { id, object: 'product_feature', entitlement_feature: feature, livemode: false } as const;
    context.store.put('product_feature', attached);
    refreshAll(context, product);
    return attached;
  },
});

const attached = endpoint({
  method: 'GET',
  path: `${ofProduct}/:id`,
  params: parameters({}),
  handle: (context, { path }) => featureOf(context, path.product, path.id),
});

const detach = endpoint({
  method: 'DELETE',
  path: `${ofProduct}/:id`,
  params: parameters({}),
  handle: (context, { path }) => {
    const { id } = featureOf(context, path.product, path.id);
    context.store.delete('product_feature', id);
    context.store.delete('sim.product_feature', id);
    refreshAll(context, path.product);
    return { id, object: 'product_feature', deleted: true };
  },
});

const allOfProduct = endpoint({
  method: 'GET',
  path: ofProduct,
  params: parameters(paging),
  handle: (context, { path, params }) => {
    const { id } = context.inPath('product', path.product);
    const found = context.store
      .where('sim.product_feature', 'product', id)
      .map((one) => featureOf(context, id, one.id));
    return pageOf(found.reverse(), params, `/v1/products/${id}/features`);
  },
});

/** What products grant. */
export const featureEndpoints = [create, retrieve, update, list, attach, attached, detach, allOfProduct];
