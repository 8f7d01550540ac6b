import type { Context } from '../../account/context.js';
import type { Stored } from '../../store/storedObjects.js';

type Subscription = Stored<'subscription'>;

/** Stores a subscription and its items, which can also be read by themselves; items no longer in it are gone. */
export function saveSubscription(context: Context, subscription: Subscription): Subscription {
  const { store } = context;
  const items = subscription.items.data;
  for (const known of store.where('subscription_item', 'subscription', subscription.id)) {
    if (!items.some(({ id }) => id === known.id)) {
      store.delete('subscription_item', known.id);
      store.delete('sim.billed_item', known.id);
    }
  }
  for (const item of items) store.put('subscription_item', item);
  return store.put('subscription', subscription.status === 'paused' ? subscription : withoutPause(subscription));
}

/** Only a pause has details of its status. */
function withoutPause({ status_details: _pause, ...subscription }: Subscription): Subscription {
  return subscription;
}

/** Changes fields of a subscription and tells of it, when something did change; the first time as of its creation. */
export function changeSubscription(context: Context, id: string, fields: Partial<Subscription>): Subscription {
  const before = context.inPath('subscription', id);
  const after = saveSubscription(context, { ...before, ...fields });
  const record = context.store.get('sim.subscription', id);
  if (record?.untold) {
    context.store.put('sim.subscription', { ...record, untold: false });
    context.emit('customer.subscription.created', after);
  } else {
    context.emitChange('customer.subscription.updated', before, after);
  }
  return after;
}

/** The list of items a subscription holds, for its `items`. */
export const itemList = (subscription: Subscription, data: Stored<'subscription_item'>[]): Subscription['items'] => ({
  ...subscription.items,
  data,
});
