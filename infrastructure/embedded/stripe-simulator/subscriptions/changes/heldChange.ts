import type { Context } from '../../account/context.js';
import { voidInvoice } from '../../invoices/changes/closeInvoice.js';
import type { Stored } from '../../store/storedObjects.js';
import { recordOf, remember } from '../life/subscriptionOf.js';
import { scheduleWork } from '../life/subscriptionWork.js';
import type { SubscriptionRecord } from '../records/subscriptionRecord.js';
import { applyOutcome } from './applyOutcome.js';

type Subscription = Stored<'subscription'>;

/** The invoice of a held change was paid: the change is in force. Told as applied when it had to wait. */
export function applyHeldChange(
  context: Context,
  subscription: Subscription,
  held: NonNullable<SubscriptionRecord['heldChange']>,
): void {
  remember(context, subscription.id, { heldChange: null });
  const waited = subscription.pending_update !== null;
  const fields = { ...held.fields, pending_update: null };
  const after = applyOutcome(context, subscription, { ...held, fields });
  if (waited) context.emit('customer.subscription.pending_update_applied', after);
}

/** A held change was not paid in time, or another took its place: its invoice is voided and the old terms go on. */
export function dropHeldChange(context: Context, subscription: Subscription): Subscription {
  const { heldChange } = recordOf(context, subscription.id);
  if (!heldChange) return subscription;
  remember(context, subscription.id, { heldChange: null });
  if (context.store.get('invoice', heldChange.invoice)?.status === 'open') voidInvoice(context, heldChange.invoice);
  const after = context.store.update('subscription', subscription.id, { pending_update: null });
  context.emit('customer.subscription.pending_update_expired', after);
  context.emitChange('customer.subscription.updated', subscription, after);
  scheduleWork(context, after);
  return after;
}
