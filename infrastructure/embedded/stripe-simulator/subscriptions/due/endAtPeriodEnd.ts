import type { Context } from '../../account/context.js';
import { pendingItems } from '../../invoices/changes/createInvoice.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { scheduleFinalization } from '../collection/scheduleFinalization.js';
import { makeSubscriptionInvoice } from '../collection/subscriptionInvoice.js';
import { endSubscription } from '../life/endSubscription.js';
import { meteredLines } from '../usage/meteredLines.js';

/** The time to end has come: a last invoice takes what was used and what waits, when there is any. */
export function endAtPeriodEnd(context: Context, subscription: Stored<'subscription'>): void {
  const now = context.now();
  const used =
    subscription.status === 'trialing' ? [] : meteredLines(context, subscription, subscription.items.data, now);
  const waiting = pendingItems(
    context,
    referenceId(subscription.customer) ?? '',
    subscription.currency,
    subscription.id,
  );
  const owed = used.some(({ quantity }) => quantity > 0) || waiting.length > 0;
  if (!owed) {
    endSubscription(context, subscription, {});
    return;
  }
  const period = { start: subscription.items.data[0]?.current_period_start ?? now, end: now };
  const draft = makeSubscriptionInvoice(context, subscription, { reason: 'subscription_cycle', lines: used, period });
  endSubscription(context, { ...subscription, latest_invoice: draft.id }, {});
  context.emit('invoice.created', draft);
  scheduleFinalization(context, draft);
}
