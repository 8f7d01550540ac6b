import type { Context } from '../../account/context.js';
import { voidInvoice } from '../../invoices/changes/closeInvoice.js';
import { refreshEntitlements } from '../../payments/entitlements/refreshEntitlements.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { applyHeldChange } from '../changes/heldChange.js';
import { endSubscription, expireIncomplete } from '../life/endSubscription.js';
import { isOver, recordOf, remember, subscriptionOf } from '../life/subscriptionOf.js';
import { scheduleWork } from '../life/subscriptionWork.js';
import { changeSubscription } from '../objects/saveSubscription.js';

type Invoice = Stored<'invoice'>;
type Subscription = Stored<'subscription'>;
type Status = 'active' | 'past_due' | 'unpaid' | 'canceled';

/** Changes a subscription's status, with what time will do to it from then on. */
export function changeStatus(context: Context, subscription: Subscription, status: Status): Subscription {
  const after = changeSubscription(context, subscription.id, { status });
  scheduleWork(context, after);
  refreshEntitlements(context, referenceId(after.customer) ?? '');
  return after;
}

/** The money of an invoice came, or was given up: what that means for its subscription (stripe.md 3.1). */
export function afterPayment(context: Context, invoice: Invoice): void {
  const subscription = subscriptionOf(context, invoice);
  if (!subscription || isOver(subscription)) return;
  const { heldChange, resumption } = recordOf(context, subscription.id);
  if (heldChange?.invoice === invoice.id) {
    applyHeldChange(context, subscription, heldChange);
    return;
  }
  const isLatest = referenceId(subscription.latest_invoice) === invoice.id;
  switch (subscription.status) {
    case 'incomplete':
      if (invoice.billing_reason === 'subscription_create') changeStatus(context, subscription, 'active');
      break;
    case 'past_due':
      if (isLatest) changeStatus(context, subscription, 'active');
      break;
    case 'unpaid':
      if (isLatest && (invoice.due_date === null || context.now() <= invoice.due_date)) {
        changeStatus(context, subscription, 'active');
      }
      break;
    case 'paused':
      if (resumption === invoice.id) endPause(context, subscription);
      break;
  }
}

/** A pause is over: told as resumed, then as updated. */
export function endPause(context: Context, subscription: Subscription, status: 'active' | 'past_due' = 'active'): void {
  remember(context, subscription.id, { resumption: null });
  const { status_details: _paused, ...rest } = subscription;
  context.emit('customer.subscription.resumed', { ...rest, status });
  const after = context.store.put('subscription', { ...rest, status });
  context.emitChange('customer.subscription.updated', subscription, after);
  scheduleWork(context, after);
  refreshEntitlements(context, referenceId(after.customer) ?? '');
}

/** An attempt failed; with the last retry gone the account's setting ends the dunning. */
export function afterPaymentFailure(context: Context, invoice: Invoice, isLastTry: boolean): void {
  const subscription = subscriptionOf(context, invoice);
  if (!subscription || isOver(subscription)) return;
  const { heldChange } = recordOf(context, subscription.id);
  if (heldChange?.invoice === invoice.id || referenceId(subscription.latest_invoice) !== invoice.id) return;
  const current = subscription.status === 'active' ? changeStatus(context, subscription, 'past_due') : subscription;
  if (isLastTry && current.status === 'past_due') endDunning(context, current);
}

function endDunning(context: Context, subscription: Subscription): void {
  switch (context.settings.endAction) {
    case 'cancel':
      endSubscription(context, subscription, { reason: 'payment_failed' }, context.now());
      break;
    case 'unpaid':
      changeStatus(context, subscription, 'unpaid');
      break;
    case 'leave_past_due':
      break;
  }
}

/** An invoice was voided: a subscription that waited for it as its first never begins; a pause goes on. */
export function afterVoid(context: Context, invoice: Invoice): void {
  const subscription = subscriptionOf(context, invoice);
  if (!subscription || isOver(subscription)) return;
  if (recordOf(context, subscription.id).resumption === invoice.id) {
    remember(context, subscription.id, { resumption: null });
    scheduleWork(context, subscription);
  }
  if (subscription.status === 'incomplete' && invoice.billing_reason === 'subscription_create') {
    expireIncomplete(context, subscription);
  }
}

/** An incomplete subscription ends without money: its invoice is voided first. */
export function abandonIncomplete(context: Context, subscription: Subscription): void {
  const invoice = context.store.get('invoice', referenceId(subscription.latest_invoice) ?? '');
  if (invoice?.status === 'open') voidInvoice(context, invoice.id);
  expireIncomplete(context, context.inPath('subscription', subscription.id));
}
