import { endpoint } from '../../http/endpoint.js';
import { isWithin, listOf } from '../../http/lists.js';
import { flag, oneOf, paging, parameters, text, timeRange, timestamp } from '../../http/parameters.js';
import { searching, searchOf } from '../../http/search.js';
import { notFound } from '../../http/stripeErrors.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { cancelSubscription } from '../cancelSubscription.js';
import { createSubscription } from '../createSubscription.js';
import { endDiscounts } from '../discounts/endDiscount.js';
import { pauseSubscription } from '../pauseSubscription.js';
import { resumeSubscription } from '../resumeSubscription.js';
import { cancellationDetails, createParameters, updateParameters } from '../subscriptionParameters.js';
import { updateSubscription } from '../updateSubscription.js';

const URL = '/v1/subscriptions';

const create = endpoint({
  method: 'POST',
  path: URL,
  params: createParameters,
  handle: (context, { params }) => createSubscription(context, params),
});

const retrieve = endpoint({
  method: 'GET',
  path: `${URL}/:subscription`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('subscription', path.subscription),
});

const update = endpoint({
  method: 'POST',
  path: `${URL}/:subscription`,
  params: updateParameters,
  handle: (context, { path, params }) => updateSubscription(context, path.subscription, params),
});

const listed = {
  customer: text().optional(),
  price: text().optional(),
  collection_method: oneOf('charge_automatically', 'send_invoice').optional(),
  created: timeRange().optional(),
  current_period_end: timeRange().optional(),
  current_period_start: timeRange().optional(),
  test_clock: text().optional(),
  status: oneOf(
    'all',
    'ended',
    'active',
    'canceled',
    'incomplete',
    'incomplete_expired',
    'past_due',
    'paused',
    'trialing',
    'unpaid',
  ).optional(),
};

/** Without a status canceled ones are left out. */
function hasStatus({ status }: Stored<'subscription'>, asked: string | undefined): boolean {
  if (asked === undefined) return status !== 'canceled';
  if (asked === 'all') return true;
  if (asked === 'ended') return status === 'canceled' || status === 'incomplete_expired';
  return status === asked;
}

const list = endpoint({
  method: 'GET',
  path: URL,
  params: parameters({ ...paging, ...listed }),
  handle: (context, { params }) =>
    listOf(context, 'subscription', params, URL, (subscription) => {
      const { customer, price, collection_method: method, test_clock: clock } = params;
      const items = subscription.items.data;
      return (
        hasStatus(subscription, params.status) &&
        (customer === undefined || referenceId(subscription.customer) === customer) &&
        (price === undefined || items.some((item) => item.price.id === price)) &&
        (method === undefined || subscription.collection_method === method) &&
        (clock === undefined || referenceId(subscription.test_clock) === clock) &&
        items.some((item) => isWithin(item.current_period_end, params.current_period_end)) &&
        items.some((item) => isWithin(item.current_period_start, params.current_period_start))
      );
    }),
});

const search = endpoint({
  method: 'GET',
  path: `${URL}/search`,
  params: parameters({ ...searching }),
  handle: (context, { params }) => searchOf(context, 'subscription', params, `${URL}/search`),
});

const cancel = endpoint({
  method: 'DELETE',
  path: `${URL}/:subscription`,
  params: parameters({
    cancellation_details: cancellationDetails(),
    invoice_now: flag().optional(),
    prorate: flag().optional(),
  }),
  handle: (context, { path, params }) => cancelSubscription(context, path.subscription, params),
});

const pause = endpoint({
  method: 'POST',
  path: `${URL}/:subscription/pause`,
  params: parameters({
    type: oneOf('subscription').optional(),
    invoicing_behavior: oneOf('invoice', 'pending_invoice_item').optional(),
    bill_for: parameters({
      outstanding_usage_through: parameters({ type: oneOf('none', 'now') }).optional(),
      unused_time_from: parameters({ type: oneOf('item_current_period_start', 'none', 'now') }).optional(),
    }).optional(),
  }),
  handle: (context, { path, params }) => pauseSubscription(context, path.subscription, params),
});

const resume = endpoint({
  method: 'POST',
  path: `${URL}/:subscription/resume`,
  params: parameters({
    billing_cycle_anchor: parameters({ type: oneOf('now', 'unchanged') }).optional(),
    payment_behavior: oneOf('resume_on_payment_attempt', 'resume_on_payment_success').optional(),
    proration_behavior: oneOf('always_invoice', 'create_prorations', 'none').optional(),
    proration_date: timestamp().optional(),
  }),
  handle: (context, { path, params }) => resumeSubscription(context, path.subscription, params),
});

const deleteDiscount = endpoint({
  method: 'DELETE',
  path: `${URL}/:subscription/discount`,
  params: parameters({}),
  handle: (context, { path }) => {
    const subscription = context.inPath('subscription', path.subscription);
    context.useClock(referenceId(subscription.test_clock));
    const id = referenceId(subscription.discounts[0] ?? null);
    const discount = id === null ? undefined : context.store.get('discount', id);
    if (!discount) throw notFound('discount', path.subscription);
    endDiscounts(context, subscription.id, [discount.id]);
    return { ...discount, deleted: true };
  },
});

/** Moves a subscription to flexible billing, which credits what was debited. */
const migrate = endpoint({
  method: 'POST',
  path: `${URL}/:subscription/migrate`,
  params: parameters({ billing_mode: parameters({ type: oneOf('flexible') }) }),
  handle: (context, { path }) => {
    const before = context.inPath('subscription', path.subscription);
    context.useClock(referenceId(before.test_clock));
    const mode = {
      flexible: { proration_discounts: 'included' as const },
      type: 'flexible',
      updated_at: context.now(),
    };
    const after = context.store.update('subscription', before.id, { billing_mode: mode });
    context.emitChange('customer.subscription.updated', before, after);
    return after;
  },
});

/** The calls of /v1/subscriptions. */
export const subscriptionCalls = [
  create,
  search,
  list,
  retrieve,
  update,
  cancel,
  pause,
  resume,
  deleteDiscount,
  migrate,
];
