import type { Context } from '../../account/context.js';
import { refreshEntitlements } from '../../payments/entitlements/refreshEntitlements.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { saveSubscription } from '../objects/saveSubscription.js';
import { remember } from './subscriptionOf.js';
import { cancelWork } from './subscriptionWork.js';

type Subscription = Stored<'subscription'>;
type Details = NonNullable<Subscription['cancellation_details']>;

/** Ends a subscription for good: nothing of it is billed or collected by itself any more. */
export function endSubscription(
  context: Context,
  before: Subscription,
  details: Partial<Details>,
  canceledAt = before.canceled_at ?? context.now(),
): Subscription {
  const ended = saveSubscription(context, {
    ...before,
    status: 'canceled',
    canceled_at: canceledAt,
    cancellation_details: { ...noDetails, ...before.cancellation_details, ...details },
    ended_at: context.now(),
    pending_update: null,
  });
  cancelWork(context, ended.id);
  remember(context, ended.id, { heldChange: null, resumption: null });
  stopCollecting(context, ended);
  context.emit('customer.subscription.deleted', ended);
  refreshEntitlements(context, referenceId(ended.customer) ?? '');
  return ended;
}

const noDetails: Details = { comment: null, feedback: null, feedback_option: null, reason: null };

/** Open invoices of an ended subscription stay owed, but nobody tries to collect them. */
function stopCollecting(context: Context, subscription: Subscription): void {
  const customer = referenceId(subscription.customer) ?? '';
  for (const invoice of context.store.where('invoice', 'customer', customer)) {
    const of = referenceId(invoice.parent?.subscription_details?.subscription ?? null);
    if (of !== subscription.id || invoice.status !== 'open') continue;
    context.cancel(`retry:${invoice.id}`);
    const after = context.store.update('invoice', invoice.id, { auto_advance: false, next_payment_attempt: null });
    context.emitChange('invoice.updated', invoice, after);
  }
}

/** An incomplete subscription whose first invoice was never paid. */
export function expireIncomplete(context: Context, before: Subscription): Subscription {
  const expired = saveSubscription(context, { ...before, status: 'incomplete_expired', ended_at: context.now() });
  cancelWork(context, expired.id);
  context.emitChange('customer.subscription.updated', before, expired);
  return expired;
}
