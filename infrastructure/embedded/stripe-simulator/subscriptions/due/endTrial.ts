import type { Context } from '../../account/context.js';
import { refreshEntitlements } from '../../payments/entitlements/refreshEntitlements.js';
import { payableMethod } from '../../payments/payableMethod.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { endSubscription } from '../life/endSubscription.js';
import { scheduleWork } from '../life/subscriptionWork.js';
import { saveSubscription } from '../objects/saveSubscription.js';
import { renewSubscription } from './renewSubscription.js';

type Subscription = Stored<'subscription'>;
type PauseReason = NonNullable<Subscription['status_details']>['paused']['subscription']['type'];

/** A trial is over: with a method, or told to invoice anyway, the first paid period begins; else it ends or is paused. */
export function endTrial(context: Context, subscription: Subscription): void {
  const behavior = subscription.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice';
  const isMissing = subscription.collection_method === 'charge_automatically' && !hasMethod(context, subscription);
  if (isMissing && behavior === 'cancel') {
    endSubscription(context, subscription, { reason: 'cancellation_requested' });
    return;
  }
  if (isMissing && behavior === 'pause') {
    pause(context, subscription, 'trial_end_without_payment_method');
    return;
  }
  renewSubscription(context, subscription, { status: 'active' });
  refreshEntitlements(context, referenceId(subscription.customer) ?? '');
}

const hasMethod = (context: Context, subscription: Subscription): boolean =>
  payableMethod(context, {
    customer: referenceId(subscription.customer) ?? '',
    subscriptionDefault: referenceId(subscription.default_payment_method),
  }) !== null;

/** Stops a subscription until it is resumed; told as paused, then as updated. */
export function pause(context: Context, before: Subscription, reason: PauseReason): Subscription {
  const paused = { subscription: { type: reason }, transitioned_at: context.now(), type: 'subscription' };
  const after = saveSubscription(context, { ...before, status: 'paused', status_details: { paused } });
  context.emit('customer.subscription.paused', after);
  context.emitChange('customer.subscription.updated', before, after);
  scheduleWork(context, after);
  refreshEntitlements(context, referenceId(after.customer) ?? '');
  return after;
}
