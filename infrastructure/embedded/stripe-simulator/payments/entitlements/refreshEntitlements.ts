import type { Context } from '../../account/context.js';
import { referenceId } from '../referenceId.js';

/** Subscriptions in these states grant what their products have. */
const GRANTING = new Set(['active', 'past_due', 'trialing']);
/** How many entitlements the event carries; the rest is to be fetched. */
const IN_EVENT = 10;

/** The features that a customer's subscriptions grant now. */
function grantedFeatures({ store }: Context, customer: string): Set<string> {
  const granting = store.where('subscription', 'customer', customer).filter(({ status }) => GRANTING.has(status));
  const products = granting.flatMap(({ items }) => items.data.map(({ price }) => referenceId(price.product)));
  const features = [...new Set(products)].flatMap((product) => store.where('sim.product_feature', 'product', product));
  return new Set(features.map(({ feature }) => feature));
}

/** A customer's active entitlements, newest first. */
export const entitlementsOf = ({ store }: Context, customer: string) =>
  store
    .where('sim.entitlement', 'customer', customer)
    .flatMap(({ id }) => store.get('entitlements.active_entitlement', id) ?? [])
    .reverse();

const summaryOf = (context: Context, customer: string) => {
  const all = entitlementsOf(context, customer);
  return {
    object: 'entitlements.active_entitlement_summary',
    customer,
    entitlements: {
      object: 'list',
      data: all.slice(0, IN_EVENT),
      has_more: all.length > IN_EVENT,
      url: `/v1/customer/${customer}/entitlements`,
    },
    livemode: false,
  };
};

/** Brings a customer's entitlements in line with the subscriptions, and tells of it when that changed something. */
export function refreshEntitlements(context: Context, customer: string): void {
  const { store } = context;
  const wanted = grantedFeatures(context, customer);
  const held = store.where('sim.entitlement', 'customer', customer);
  const lost = held.filter(({ feature }) => !wanted.has(feature));
  const gained = [...wanted].filter((feature) => !held.some((entitlement) => entitlement.feature === feature));
  if (lost.length === 0 && gained.length === 0) return;
  const before = summaryOf(context, customer);
  for (const { id } of lost) {
    store.delete('sim.entitlement', id);
    store.delete('entitlements.active_entitlement', id);
  }
  for (const feature of gained) {
    const { lookup_key } = context.inPath('entitlements.feature', feature);
    const id = context.newId('ent_test');
    store.put('sim.entitlement', { id, customer, feature });
    const entitlement = { object: 'entitlements.active_entitlement', feature, livemode: false, lookup_key } as const;
    store.put('entitlements.active_entitlement', { id, ...entitlement });
  }
  context.emitChange('entitlements.active_entitlement_summary.updated', before, summaryOf(context, customer));
}
