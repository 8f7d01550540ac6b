import { charactersOf } from '../account/ids.js';
import { endpoint } from '../http/endpoint.js';
import { listOf } from '../http/lists.js';
import {
  flag,
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
import type { Stored } from '../store/storedObjects.js';
import type { Subject } from '../subject.js';

type PromotionCode = Stored<'promotion_code'>;

const PATH = '/v1/promotion_codes';
const CODE_LENGTH = 8;

/** Whether a code can be redeemed at a time. */
const isOpen = (code: PromotionCode, now: number): boolean =>
  (code.max_redemptions === null || code.times_redeemed < code.max_redemptions) &&
  (code.expires_at === null || code.expires_at > now);

const create = endpoint({
  method: 'POST',
  path: PATH,
  params: parameters({
    promotion: parameters({ type: oneOf('coupon'), coupon: text() }),
    active: flag().optional(),
    code: text().optional(),
    customer: text().optional(),
    expires_at: timestamp().optional(),
    max_redemptions: integer().optional(),
    metadata: metadata(),
    restrictions: parameters({
      first_time_transaction: flag().optional(),
      minimum_amount: integer().optional(),
      minimum_amount_currency: text().optional(),
    }).optional(),
  }),
  handle: (context, { params }) => {
    const coupon = context.inParameter('coupon', params.promotion.coupon, 'promotion[coupon]');
    if (params.customer) context.inParameter('customer', params.customer, 'customer');
    const id = context.newId('promo');
    const code = params.code ?? charactersOf(id, CODE_LENGTH).toUpperCase();
    const now = context.now();
    const same = context.store
      .all('promotion_code')
      .some((other) => other.active && isOpen(other, now) && other.code.toLowerCase() === code.toLowerCase());
    if (same)
      throw invalidRequest(`An active promotion code with \`code: ${code}\` already exists.`, { param: 'code' });
    const {
      first_time_transaction = false,
      minimum_amount = null,
      minimum_amount_currency = null,
    } = params.restrictions ?? {};
    const made = context.store.put('promotion_code', {
      id,
      object: 'promotion_code',
      active: params.active ?? true,
      code,
      created: now,
      customer: params.customer ?? null,
      customer_account: null,
      expires_at: params.expires_at ?? null,
      livemode: false,
      max_redemptions: params.max_redemptions ?? null,
      metadata: mergedMetadata({}, params.metadata),
      promotion: { coupon: coupon.id, type: 'coupon' },
      restrictions: { first_time_transaction, minimum_amount, minimum_amount_currency },
      times_redeemed: 0,
    });
    context.emit('promotion_code.created', made);
    return made;
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: `${PATH}/:code`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('promotion_code', path.code),
});

const update = endpoint({
  method: 'POST',
  path: `${PATH}/:code`,
  params: parameters({ active: flag().optional(), metadata: metadata() }),
  handle: (context, { path, params }) => {
    const before = context.inPath('promotion_code', path.code);
    const { active = before.active } = params;
    if (active && !isOpen(before, context.now())) {
      throw invalidRequest('This promotion code can no longer be activated.', { param: 'active' });
    }
    const changed = { active, metadata: mergedMetadata(before.metadata ?? {}, params.metadata) };
    const after = context.store.update('promotion_code', before.id, changed);
    context.emitChange('promotion_code.updated', before, after);
    return after;
  },
});

const list = endpoint({
  method: 'GET',
  path: PATH,
  params: parameters({
    ...paging,
    active: flag().optional(),
    code: text().optional(),
    coupon: text().optional(),
    created: timeRange().optional(),
    customer: text().optional(),
  }),
  handle: (context, { params }) => {
    const { active, code, coupon, customer } = params;
    const passes = (found: PromotionCode) =>
      (active === undefined || found.active === active) &&
      (code === undefined || found.code.toLowerCase() === code.toLowerCase()) &&
      (coupon === undefined || found.promotion.coupon === coupon) &&
      (customer === undefined || found.customer === customer);
    return listOf(context, 'promotion_code', params, PATH, passes);
  },
});

/** Codes that people type in for a coupon. */
export const promotionCodeSubject: Subject = { endpoints: [create, retrieve, update, list] };
