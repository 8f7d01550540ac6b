import type { Context } from '../account/context.js';
import { invalidRequest } from '../http/stripeErrors.js';
import { finalizeInvoice } from '../invoices/changes/finalizeInvoice.js';
import { referenceId } from '../payments/referenceId.js';
import type { Stored } from '../store/storedObjects.js';
import { creditsOf } from './cancelSubscription.js';
import { storePending } from './changes/storePending.js';
import { usedItem } from './changes/usedItem.js';
import { afterPayment } from './collection/afterInvoice.js';
import { collectInvoice } from './collection/collectInvoice.js';
import { makeSubscriptionInvoice } from './collection/subscriptionInvoice.js';
import { pause } from './due/endTrial.js';
import { isMetered } from './items/itemTerms.js';

type Subscription = Stored<'subscription'>;

export type PauseRequest = Readonly<{
  invoicing_behavior?: string | undefined;
  bill_for?:
    | Readonly<{
        outstanding_usage_through?: Readonly<{ type: string }> | undefined;
        unused_time_from?: Readonly<{ type: string }> | undefined;
      }>
    | undefined;
}>;

/**
 * Pauses a subscription: nothing is billed until it is resumed. Unused time is credited and usage billed as `bill_for` says, on an
 * invoice now or with the next one.
 * @throws StripeError 400: not active or past due, in a trial, not flexible, or not charged automatically
 */
export function pauseSubscription(context: Context, id: string, request: PauseRequest): Subscription {
  const before = context.inPath('subscription', id);
  context.useClock(referenceId(before.test_clock));
  checkPausable(before);
  const unused = request.bill_for?.unused_time_from?.type ?? 'now';
  const usage = request.bill_for?.outstanding_usage_through?.type ?? 'now';
  const at = unused === 'item_current_period_start' ? startOf(before) : context.now();
  storePending(context, unused === 'none' ? [] : creditsOf(context, before, at));
  const metered = before.items.data.filter((item) => isMetered(item.price));
  storePending(context, usage === 'none' ? [] : metered.flatMap((item) => usedItem(context, before, item)));
  const paused = pause(context, before, 'pause_requested');
  if (request.invoicing_behavior === 'invoice') invoiceNow(context, paused);
  return context.inPath('subscription', id);
}

const startOf = ({ items }: Subscription): number => Math.min(...items.data.map((item) => item.current_period_start));

function checkPausable(subscription: Subscription): void {
  if (subscription.status !== 'active' && subscription.status !== 'past_due') {
    throw invalidRequest(`A subscription that is ${subscription.status} cannot be paused.`);
  }
  if (subscription.billing_mode.type !== 'flexible') {
    throw invalidRequest('Only subscriptions with `billing_mode[type]=flexible` can be paused.');
  }
  if (subscription.collection_method !== 'charge_automatically') {
    throw invalidRequest('Only subscriptions that are charged automatically can be paused.');
  }
}

function invoiceNow(context: Context, subscription: Subscription): void {
  const period = { start: startOf(subscription), end: context.now() };
  const draft = makeSubscriptionInvoice(context, subscription, { reason: 'subscription_update', lines: [], period });
  if (draft.lines.data.length === 0) {
    context.store.delete('invoice', draft.id);
    return;
  }
  context.store.update('subscription', subscription.id, { latest_invoice: draft.id });
  context.emit('invoice.created', draft);
  const open = finalizeInvoice(context, draft.id);
  if (open.status === 'paid') afterPayment(context, open);
  else collectInvoice(context, draft.id, { offSession: true, automatic: true });
}
