import type { z } from 'zod';
import type { Context } from '../account/context.js';
import { endpoint } from '../http/endpoint.js';
import { clearable, flag, integer, mergedMetadata, metadata, oneOf, parameters, text } from '../http/parameters.js';
import { invalidRequest } from '../http/stripeErrors.js';
import type { Stored } from '../store/storedObjects.js';
import { amounts, tiersOf, tiersParameter, unitAmounts } from './priceTerms.js';
import { addProduct } from './productEndpoints.js';

type Price = Stored<'price'>;

const PATH = '/v1/prices';
const taxBehavior = oneOf('exclusive', 'inclusive', 'unspecified');

const createParameters = parameters({
  ...amounts,
  currency: text(),
  active: flag().optional(),
  billing_scheme: oneOf('per_unit', 'tiered').optional(),
  lookup_key: text().optional(),
  metadata: metadata(),
  nickname: text().optional(),
  product: text().optional(),
  product_data: parameters({
    active: flag().optional(),
    id: text().optional(),
    metadata: metadata(),
    name: text(),
    statement_descriptor: text().optional(),
    tax_code: text().optional(),
    unit_label: text().optional(),
  }).optional(),
  recurring: parameters({
    interval: oneOf('day', 'week', 'month', 'year'),
    interval_count: integer().optional(),
    meter: text().optional(),
    trial_period_days: integer().optional(),
    usage_type: oneOf('licensed', 'metered').optional(),
  }).optional(),
  tax_behavior: taxBehavior.optional(),
  tiers: tiersParameter.optional(),
  tiers_mode: oneOf('graduated', 'volume').optional(),
  transfer_lookup_key: flag().optional(),
  transform_quantity: parameters({ divide_by: integer(), round: oneOf('down', 'up') }).optional(),
});
type Given = z.infer<typeof createParameters>;

/** Gives a price a lookup key, taking it from another only when told to. */
function claimLookupKey(
  { store }: Context,
  key: string | null | undefined,
  transfer: boolean | undefined,
  owner?: string,
): void {
  const other = key ? store.where('price', 'lookup_key', key).find(({ id }) => id !== owner) : undefined;
  if (!other) return;
  if (!transfer)
    throw invalidRequest(`A price (${other.id}) already uses the lookup key ${key}.`, { param: 'lookup_key' });
  store.update('price', other.id, { lookup_key: null });
}

function recurringOf(context: Context, { recurring }: Given): Price['recurring'] {
  if (!recurring) return null;
  const { interval, interval_count = 1, meter = null, trial_period_days = null, usage_type = 'licensed' } = recurring;
  if (meter) context.inParameter('billing.meter', meter, 'recurring[meter]');
  if (usage_type === 'metered' && !meter) {
    throw invalidRequest('Metered prices must be backed by a meter.', {
      code: 'parameter_missing',
      param: 'recurring[meter]',
    });
  }
  if (meter && usage_type !== 'metered') {
    throw invalidRequest('A price with a meter must have usage_type=metered.', { param: 'recurring[usage_type]' });
  }
  return { interval, interval_count, meter, trial_period_days, usage_type };
}

function productOf(context: Context, { product, product_data }: Given): string {
  if (product && product_data) {
    throw invalidRequest('You may only specify one of these parameters: product, product_data.', {
      code: 'parameters_exclusive',
      param: 'product',
    });
  }
  if (product) return context.inParameter('product', product, 'product').id;
  if (!product_data)
    throw invalidRequest('Missing required param: product.', { code: 'parameter_missing', param: 'product' });
  const {
    id,
    name,
    active = true,
    metadata: given,
    statement_descriptor = null,
    tax_code = null,
    unit_label = null,
  } = product_data;
  return addProduct(context, id, {
    name,
    active,
    statement_descriptor,
    tax_code,
    unit_label,
    metadata: mergedMetadata({}, given),
  }).id;
}

/** What a unit costs: an amount, or tiers. */
function chargeOf(given: Given): Pick<
  Price,
  'billing_scheme' | 'tiers_mode' | 'unit_amount' | 'unit_amount_decimal'
> & {
  tiers?: Price['tiers'] & object;
} {
  const scheme = given.billing_scheme ?? 'per_unit';
  if (scheme === 'tiered') {
    if (!given.tiers || !given.tiers_mode) {
      const param = given.tiers ? 'tiers_mode' : 'tiers';
      throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
    }
    const nothing = { unit_amount: null, unit_amount_decimal: null };
    return { billing_scheme: 'tiered', tiers_mode: given.tiers_mode, tiers: tiersOf(given.tiers), ...nothing };
  }
  if (given.tiers) throw invalidRequest('Tiers need billing_scheme=tiered.', { param: 'tiers' });
  const charge = unitAmounts(given);
  if (charge.unit_amount_decimal === null) {
    throw invalidRequest('Missing required param: unit_amount.', { code: 'parameter_missing', param: 'unit_amount' });
  }
  return { billing_scheme: 'per_unit', tiers_mode: null, ...charge };
}

export const createPrice = endpoint({
  method: 'POST',
  path: PATH,
  params: createParameters,
  handle: (context, { params }) => {
    if (!/^[a-z]{3}$/i.test(params.currency))
      throw invalidRequest(`Invalid currency: ${params.currency}.`, { param: 'currency' });
    claimLookupKey(context, params.lookup_key, params.transfer_lookup_key);
    const recurring = recurringOf(context, params);
    const price = context.store.put('price', {
      id: context.newId('price'),
      object: 'price',
      active: params.active ?? true,
      created: context.now(),
      currency: params.currency.toLowerCase(),
      custom_unit_amount: null,
      livemode: false,
      lookup_key: params.lookup_key ?? null,
      metadata: mergedMetadata({}, params.metadata),
      nickname: params.nickname ?? null,
      product: productOf(context, params),
      recurring,
      tax_behavior: params.tax_behavior ?? 'unspecified',
      transform_quantity: params.transform_quantity ?? null,
      type: recurring ? 'recurring' : 'one_time',
      ...chargeOf(params),
    });
    context.emit('price.created', price);
    return price;
  },
});

export const updatePrice = endpoint({
  method: 'POST',
  path: `${PATH}/:price`,
  params: parameters({
    active: flag().optional(),
    lookup_key: clearable(text()).optional(),
    metadata: metadata(),
    nickname: clearable(text()).optional(),
    tax_behavior: taxBehavior.optional(),
    transfer_lookup_key: flag().optional(),
  }),
  handle: (context, { path, params }) => {
    const before = context.inPath('price', path.price, 'price');
    claimLookupKey(context, params.lookup_key, params.transfer_lookup_key, before.id);
    const { active = before.active, lookup_key = before.lookup_key, nickname = before.nickname } = params;
    const { tax_behavior = before.tax_behavior } = params;
    const changed = {
      active,
      lookup_key,
      nickname,
      tax_behavior,
      metadata: mergedMetadata(before.metadata, params.metadata),
    };
    const after = context.store.update('price', before.id, changed);
    context.emitChange('price.updated', before, after);
    return after;
  },
});
