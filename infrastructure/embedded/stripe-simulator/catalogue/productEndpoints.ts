import type { Context } from '../account/context.js';
import { endpoint } from '../http/endpoint.js';
import { listOf } from '../http/lists.js';
import {
  array,
  clearable,
  flag,
  mergedMetadata,
  metadata,
  oneOf,
  paging,
  parameters,
  text,
  timeRange,
} from '../http/parameters.js';
import { searching, searchOf } from '../http/search.js';
import { invalidRequest } from '../http/stripeErrors.js';
import type { Stored } from '../store/storedObjects.js';
import type { Subject } from '../subject.js';

type Product = Stored<'product'>;

const PATH = '/v1/products';
const described = {
  active: flag().optional(),
  description: clearable(text()).optional(),
  images: array(text()).optional(),
  marketing_features: array(parameters({ name: text() })).optional(),
  metadata: metadata(),
  shippable: flag().optional(),
  statement_descriptor: text().optional(),
  tax_code: clearable(text()).optional(),
  unit_label: clearable(text()).optional(),
  url: clearable(text()).optional(),
};

/**
 * Makes a product (docs.stripe.com/api/products/create) and tells of it.
 * @throws StripeError 400 when the id chosen for it is taken
 */
export function addProduct(
  context: Context,
  id: string | undefined,
  fields: Partial<Product> & Readonly<{ name: string }>,
): Product {
  if (id !== undefined && context.store.get('product', id)) {
    throw invalidRequest('Product already exists.', { code: 'resource_already_exists', param: 'id' });
  }
  const now = context.now();
  const product = context.store.put('product', {
    id: id ?? context.newId('prod'),
    object: 'product',
    active: true,
    created: now,
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: {},
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: now,
    url: null,
    ...fields,
  });
  context.emit('product.created', product);
  return product;
}

/** What is given of a product's fields. */
const givenFields = <T extends object>(params: T) =>
  Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

const create = endpoint({
  method: 'POST',
  path: PATH,
  params: parameters({ ...described, id: text().optional(), name: text(), type: oneOf('good', 'service').optional() }),
  handle: (context, { params: { id, metadata: given, ...fields } }) =>
    addProduct(context, id, { ...givenFields(fields), metadata: mergedMetadata({}, given) }),
});

const retrieve = endpoint({
  method: 'GET',
  path: `${PATH}/:product`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('product', path.product),
});

const update = endpoint({
  method: 'POST',
  path: `${PATH}/:product`,
  params: parameters({ ...described, name: text().optional(), default_price: clearable(text()).optional() }),
  handle: (context, { path, params: { metadata: given, ...fields } }) => {
    const before = context.inPath('product', path.product);
    if (fields.default_price) context.inParameter('price', fields.default_price, 'default_price');
    const changed = {
      ...givenFields(fields),
      metadata: mergedMetadata(before.metadata, given),
      updated: context.now(),
    };
    const after = context.store.update('product', before.id, changed);
    context.emitChange('product.updated', before, after);
    return after;
  },
});

const remove = endpoint({
  method: 'DELETE',
  path: `${PATH}/:product`,
  params: parameters({}),
  handle: (context, { path }) => {
    const product = context.inPath('product', path.product);
    if (context.store.where('price', 'product', product.id).length > 0) {
      throw invalidRequest('This product cannot be deleted because it has one or more user-created prices.');
    }
    context.store.delete('product', product.id);
    context.emit('product.deleted', product);
    return { id: product.id, object: 'product', deleted: true };
  },
});

const list = endpoint({
  method: 'GET',
  path: PATH,
  params: parameters({
    ...paging,
    active: flag().optional(),
    created: timeRange().optional(),
    ids: array(text()).optional(),
  }),
  handle: (context, { params }) => {
    const { active, ids } = params;
    const passes = (product: Product) =>
      (active === undefined || product.active === active) && (ids === undefined || ids.includes(product.id));
    return listOf(context, 'product', params, PATH, passes);
  },
});

const search = endpoint({
  method: 'GET',
  path: `${PATH}/search`,
  params: parameters(searching),
  handle: (context, { params }) => searchOf(context, 'product', params, `${PATH}/search`),
});

/** What is sold. */
export const productSubject: Subject = { endpoints: [create, retrieve, update, remove, list, search] };
