import type { Context } from '../../account/context.js';
import { invalidRequest, notFound } from '../../http/stripeErrors.js';
import { attachMethod } from '../../payments/methods/attachMethod.js';
import { markSetUp } from '../../payments/methods/keepUsedMethod.js';
import { ofCustomer } from '../../payments/ofCustomer.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { cancelSubscription } from '../../subscriptions/cancelSubscription.js';
import { updateSubscription } from '../../subscriptions/updateSubscription.js';

/** What a customer does in the portal (stripe.md 5.10). */
export type PortalAct =
  | Readonly<{ action: 'customer_update'; email?: string | undefined; name?: string | undefined }>
  | Readonly<{ action: 'payment_method_update'; payment_method: string }>
  | Readonly<{ action: 'subscription_cancel'; subscription: string }>
  | Readonly<{ action: 'subscription_renew'; subscription: string }>
  | Readonly<{
      action: 'subscription_update';
      subscription: string;
      price?: string | undefined;
      quantity?: number | undefined;
    }>;

type Session = Stored<'billing_portal.session'>;

const notOffered = (what: string) => invalidRequest(`The portal's configuration does not offer ${what}.`);

/** Everything that the portal may do for its customer. */
export function portalOf(context: Context, id: string) {
  const session = context.inPath('billing_portal.session', id);
  const customer = ofCustomer(context, session.customer);
  const configuration = context.inPath('billing_portal.configuration', referenceId(session.configuration) ?? '');
  const subscriptions = context.store
    .where('subscription', 'customer', customer.id)
    .filter(({ status }) => status !== 'canceled' && status !== 'incomplete_expired');
  return { session, customer, features: configuration.features, subscriptions };
}

/**
 * Does what the customer asked for, as far as the configuration offers it.
 * @throws StripeError 400 where it does not, 402 when a bank refuses
 */
export function actInPortal(context: Context, id: string, act: PortalAct): Session {
  const { session, customer, features, subscriptions } = portalOf(context, id);
  const named = (subscription: string) => {
    const found = subscriptions.find((one) => one.id === subscription);
    if (!found) throw notFound('subscription', subscription);
    return found;
  };
  switch (act.action) {
    case 'customer_update':
      if (!features.customer_update.enabled) throw notOffered('a change of details');
      changeCustomer(context, customer, act);
      return session;
    case 'payment_method_update':
      if (!features.payment_method_update.enabled) throw notOffered('another payment method');
      changeMethod(context, customer, act.payment_method, subscriptions);
      return session;
    case 'subscription_cancel':
      if (!features.subscription_cancel.enabled) throw notOffered('cancellation');
      cancel(context, named(act.subscription), features.subscription_cancel);
      return session;
    case 'subscription_renew':
      updateSubscription(context, named(act.subscription).id, { cancel_at: null });
      return session;
    case 'subscription_update':
      if (!features.subscription_update.enabled) throw notOffered('a change of plan');
      change(context, named(act.subscription), act, features.subscription_update);
      return session;
  }
}

function changeCustomer(
  context: Context,
  before: Stored<'customer'>,
  { email, name }: { email?: string | undefined; name?: string | undefined },
) {
  const after = context.store.update('customer', before.id, {
    email: email ?? before.email,
    name: name ?? before.name ?? null,
  });
  context.emitChange('customer.updated', before, after);
}

/** The new card is the default of the customer and of every subscription. */
function changeMethod(
  context: Context,
  before: Stored<'customer'>,
  id: string,
  subscriptions: readonly Stored<'subscription'>[],
) {
  const method = attachMethod(context, id, before.id);
  markSetUp(context, method.id);
  const settings = { ...before.invoice_settings, default_payment_method: method.id };
  context.emitChange(
    'customer.updated',
    before,
    context.store.update('customer', before.id, { invoice_settings: settings }),
  );
  for (const { id: subscription, default_payment_method: own } of subscriptions) {
    if (own !== null) updateSubscription(context, subscription, { default_payment_method: method.id });
  }
}

function cancel(
  context: Context,
  { id }: Stored<'subscription'>,
  { mode, proration_behavior: proration }: Stored<'billing_portal.configuration'>['features']['subscription_cancel'],
): void {
  if (mode === 'at_period_end') updateSubscription(context, id, { cancel_at: 'min_period_end' });
  else cancelSubscription(context, id, { prorate: proration !== 'none', invoice_now: proration === 'always_invoice' });
}

function change(
  context: Context,
  subscription: Stored<'subscription'>,
  { price, quantity }: { price?: string | undefined; quantity?: number | undefined },
  feature: Stored<'billing_portal.configuration'>['features']['subscription_update'],
): void {
  const [item] = subscription.items.data;
  if (!item) throw invalidRequest('The subscription has nothing to change.');
  const offered = feature.products?.flatMap(({ prices }) => prices) ?? [];
  if (price !== undefined && !offered.includes(price)) throw notOffered('this price');
  const kept = item.quantity === undefined ? {} : { quantity: item.quantity };
  const wish = {
    id: item.id,
    ...kept,
    ...(price !== undefined && { price }),
    ...(quantity !== undefined && { quantity }),
  };
  const behavior = feature.proration_behavior as 'always_invoice' | 'create_prorations' | 'none';
  updateSubscription(context, subscription.id, { items: [wish], proration_behavior: behavior });
}
