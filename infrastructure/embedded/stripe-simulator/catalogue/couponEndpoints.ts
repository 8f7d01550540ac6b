import { charactersOf } from '../account/ids.js';
import { endpoint } from '../http/endpoint.js';
import { listOf } from '../http/lists.js';
import {
  array,
  clearable,
  decimal,
  integer,
  mergedMetadata,
  metadata,
  oneOf,
  paging,
  parameters,
  text,
  timeRange,
  timestamp,
} from '../http/parameters.js';
import { invalidRequest } from '../http/stripeErrors.js';
import type { Subject } from '../subject.js';

const PATH = '/v1/coupons';
const ID_LENGTH = 8;

const createParameters = parameters({
  amount_off: integer().optional(),
  applies_to: parameters({ products: array(text()).optional() }).optional(),
  currency: text().optional(),
  duration: oneOf('forever', 'once', 'repeating').optional(),
  duration_in_months: integer().optional(),
  id: text().optional(),
  max_redemptions: integer().optional(),
  metadata: metadata(),
  name: text().optional(),
  percent_off: decimal().optional(),
  redeem_by: timestamp().optional(),
});

type Given = Readonly<{
  amount_off?: number | undefined;
  percent_off?: string | undefined;
  currency?: string | undefined;
  duration?: string | undefined;
  duration_in_months?: number | undefined;
}>;

/** @throws StripeError 400 unless it takes off either a part or an amount of a currency, for a time that is said */
function checkTerms({ amount_off, percent_off, currency, duration, duration_in_months }: Given): void {
  if ((amount_off === undefined) === (percent_off === undefined)) {
    const code = amount_off === undefined ? 'parameter_missing' : 'parameters_exclusive';
    throw invalidRequest('Pass exactly one of percent_off and amount_off.', { code, param: 'percent_off' });
  }
  if (amount_off !== undefined && currency === undefined) {
    throw invalidRequest('Missing required param: currency.', { code: 'parameter_missing', param: 'currency' });
  }
  if (amount_off !== undefined && amount_off <= 0)
    throw invalidRequest('Invalid positive integer', { param: 'amount_off' });
  if (percent_off !== undefined && (Number(percent_off) <= 0 || Number(percent_off) > 100)) {
    throw invalidRequest('percent_off must be above 0 and at most 100', { param: 'percent_off' });
  }
  if ((duration === 'repeating') !== (duration_in_months !== undefined)) {
    throw invalidRequest('duration_in_months goes with duration=repeating, and only with it.', {
      param: 'duration_in_months',
    });
  }
}

const create = endpoint({
  method: 'POST',
  path: PATH,
  params: createParameters,
  handle: (context, { params }) => {
    checkTerms(params);
    if (params.id && context.store.get('coupon', params.id)) {
      throw invalidRequest('Coupon already exists.', { code: 'resource_already_exists', param: 'id' });
    }
    const coupon = context.store.put('coupon', {
      id: params.id ?? charactersOf(context.newId('coupon'), ID_LENGTH),
      object: 'coupon',
      amount_off: params.amount_off ?? null,
      ...(params.applies_to && { applies_to: { products: params.applies_to.products ?? [] } }),
      created: context.now(),
      currency: params.amount_off === undefined ? null : (params.currency?.toLowerCase() ?? null),
      duration: params.duration ?? 'once',
      duration_in_months: params.duration_in_months ?? null,
      livemode: false,
      max_redemptions: params.max_redemptions ?? null,
      metadata: mergedMetadata({}, params.metadata),
      name: params.name ?? null,
      percent_off: params.percent_off === undefined ? null : Number(params.percent_off),
      redeem_by: params.redeem_by ?? null,
      times_redeemed: 0,
      valid: true,
    });
    context.emit('coupon.created', coupon);
    return coupon;
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: `${PATH}/:coupon`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('coupon', path.coupon, 'coupon'),
});

const update = endpoint({
  method: 'POST',
  path: `${PATH}/:coupon`,
  params: parameters({ metadata: metadata(), name: clearable(text()).optional() }),
  handle: (context, { path, params }) => {
    const before = context.inPath('coupon', path.coupon, 'coupon');
    const { name = before.name } = params;
    const changed = { name, metadata: mergedMetadata(before.metadata ?? {}, params.metadata) };
    const after = context.store.update('coupon', before.id, changed);
    context.emitChange('coupon.updated', before, after);
    return after;
  },
});

const remove = endpoint({
  method: 'DELETE',
  path: `${PATH}/:coupon`,
  params: parameters({}),
  handle: (context, { path }) => {
    const coupon = context.inPath('coupon', path.coupon, 'coupon');
    context.store.delete('coupon', coupon.id);
    context.emit('coupon.deleted', coupon);
    return { id: coupon.id, object: 'coupon', deleted: true };
  },
});

const list = endpoint({
  method: 'GET',
  path: PATH,
  params: parameters({ ...paging, created: timeRange().optional() }),
  handle: (context, { params }) => listOf(context, 'coupon', params, PATH),
});

/** Coupons; who redeems them makes the discount. */
export const couponSubject: Subject = {
  endpoints: [create, retrieve, update, remove, list],
  includables: { coupon: { applies_to: (_, { applies_to }) => applies_to ?? null } },
};
