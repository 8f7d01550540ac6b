import { endpoint } from '../../http/endpoint.js';
import { pageOf } from '../../http/lists.js';
import { flag, oneOf, paging, parameters, text, timestamp } from '../../http/parameters.js';
import { changedItem, newItem } from '../items/itemParameters.js';
import { updateSubscription } from '../updateSubscription.js';

const URL = '/v1/subscription_items';

const how = {
  off_session: flag().optional(),
  payment_behavior: oneOf(
    'allow_incomplete',
    'default_incomplete',
    'error_if_incomplete',
    'pending_if_incomplete',
  ).optional(),
  proration_behavior: oneOf('always_invoice', 'create_prorations', 'none').optional(),
  proration_date: timestamp().optional(),
};

const create = endpoint({
  method: 'POST',
  path: URL,
  params: parameters({ ...newItem.shape, ...how, subscription: text() }),
  handle: (context, { params }) => {
    const { subscription: id, price, quantity, metadata, discounts, tax_rates, ...rest } = params;
    const known = new Set(context.inParameter('subscription', id, 'subscription').items.data.map((item) => item.id));
    const after = updateSubscription(context, id, {
      ...rest,
      items: [{ price, quantity, metadata, discounts, tax_rates }],
    });
    return after.items.data.find((item) => !known.has(item.id)) ?? after;
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: `${URL}/:item`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('subscription_item', path.item),
});

const { id: _id, deleted: _deleted, clear_usage: _clear, ...changeable } = changedItem.shape;

const update = endpoint({
  method: 'POST',
  path: `${URL}/:item`,
  params: parameters({ ...changeable, ...how }),
  handle: (context, { path, params }) => {
    const { subscription } = context.inPath('subscription_item', path.item);
    const { price, quantity, metadata, discounts, tax_rates, ...rest } = params;
    updateSubscription(context, subscription, {
      ...rest,
      items: [{ id: path.item, price, quantity, metadata, discounts, tax_rates }],
    });
    return context.inPath('subscription_item', path.item);
  },
});

const remove = endpoint({
  method: 'DELETE',
  path: `${URL}/:item`,
  params: parameters({ ...how, clear_usage: flag().optional() }),
  handle: (context, { path, params }) => {
    const { subscription } = context.inPath('subscription_item', path.item);
    const { clear_usage: _usage, ...rest } = params;
    updateSubscription(context, subscription, { ...rest, items: [{ id: path.item, deleted: true }] });
    return { id: path.item, object: 'subscription_item', deleted: true };
  },
});

const list = endpoint({
  method: 'GET',
  path: URL,
  params: parameters({ ...paging, subscription: text() }),
  handle: (context, { params }) => {
    const { items } = context.inParameter('subscription', params.subscription, 'subscription');
    return pageOf([...items.data].reverse(), params, URL);
  },
});

/** The calls of /v1/subscription_items. */
export const subscriptionItemCalls = [create, list, retrieve, update, remove];
