import type { Context } from '../../account/context.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { subscriptionOf } from '../life/subscriptionOf.js';
import { changeSubscription } from '../objects/saveSubscription.js';

/** The method that paid becomes the subscription's own when its payment settings say so. */
export function keepMethod(context: Context, invoice: Stored<'invoice'>, intent: Stored<'payment_intent'>): void {
  const subscription = subscriptionOf(context, invoice);
  if (subscription?.payment_settings?.save_default_payment_method !== 'on_subscription') return;
  const method = referenceId(intent.payment_method);
  if (method === null || method === referenceId(subscription.default_payment_method)) return;
  changeSubscription(context, subscription.id, { default_payment_method: method });
}
