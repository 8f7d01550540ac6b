import { control } from '../../http/controls.js';
import { endpoint } from '../../http/endpoint.js';
import type { Includables } from '../../http/includables.js';
import { listOf, pageOf } from '../../http/lists.js';
import {
  integer,
  mergedMetadata,
  metadata,
  oneOf,
  paging,
  parameters,
  text,
  timeRange,
} from '../../http/parameters.js';
import { checkoutLineItems } from './checkoutLineItems.js';
import { checkoutParameters } from './checkoutParameters.js';
import { completeCheckout } from './completeCheckout.js';
import { expireCheckout } from './expireCheckout.js';
import { startCheckout } from './startCheckout.js';

const sessions = '/v1/checkout/sessions';

const create = endpoint({
  method: 'POST',
  path: sessions,
  params: checkoutParameters,
  handle: (context, { params }) => startCheckout(context, params),
});

const retrieve = endpoint({
  method: 'GET',
  path: `${sessions}/:session`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('checkout.session', path.session, 'session'),
});

const update = endpoint({
  method: 'POST',
  path: `${sessions}/:session`,
  params: parameters({ metadata: metadata() }),
  handle: (context, { path, params }) => {
    const before = context.inPath('checkout.session', path.session, 'session');
    const merged = mergedMetadata(before.metadata ?? {}, params.metadata);
    return context.store.update('checkout.session', before.id, { metadata: merged });
  },
});

const expire = endpoint({
  method: 'POST',
  path: `${sessions}/:session/expire`,
  params: parameters({}),
  handle: (context, { path }) => expireCheckout(context, path.session),
});

const lineItems = endpoint({
  method: 'GET',
  path: `${sessions}/:session/line_items`,
  params: parameters(paging),
  handle: (context, { path, params }) => {
    const session = context.inPath('checkout.session', path.session, 'session');
    return pageOf(checkoutLineItems(context, session), params, `${sessions}/${session.id}/line_items`);
  },
});

const list = endpoint({
  method: 'GET',
  path: sessions,
  params: parameters({
    ...paging,
    created: timeRange().optional(),
    customer: text().optional(),
    payment_intent: text().optional(),
    subscription: text().optional(),
    status: oneOf('complete', 'expired', 'open').optional(),
  }),
  handle: (context, { params }) =>
    listOf(
      context,
      'checkout.session',
      params,
      sessions,
      (session) =>
        (params.customer ?? session.customer) === session.customer &&
        (params.payment_intent ?? session.payment_intent) === session.payment_intent &&
        (params.subscription ?? session.subscription) === session.subscription &&
        (params.status ?? session.status) === session.status,
    ),
});

/** Pages for buying. */
export const checkoutEndpoints = [create, retrieve, update, expire, lineItems, list];

/** What a checkout sells is there for who asks. */
export const checkoutIncludables: Includables = {
  'checkout.session': {
    line_items: (context, session) =>
      pageOf(checkoutLineItems(context, session), {}, `${sessions}/${session.id}/line_items`),
  },
};

const complete = control({
  method: 'POST',
  path: '/checkout/:id/complete',
  params: parameters({
    payment_method: text().optional(),
    quantity: integer().optional(),
    email: text().optional(),
    name: text().optional(),
    promotion_code: text().optional(),
  }),
  handle: (account, { path: { id = '' }, params }) => {
    const { payment_method: paymentMethod, promotion_code: promotionCode, quantity, email, name } = params;
    return account.run((context) =>
      completeCheckout(context, id, { paymentMethod, promotionCode, quantity, email, name }),
    );
  },
});

const expireNow = control({
  method: 'POST',
  path: '/checkout/:id/expire',
  params: parameters({}),
  handle: (account, { path: { id = '' } }) => account.run((context) => expireCheckout(context, id)),
});

/** What the person, or time, does to a checkout (stripe.md 5.10). */
export const checkoutControls = [complete, expireNow];
