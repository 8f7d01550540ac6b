import type { Context } from '../account/context.js';
import { notFound } from '../http/stripeErrors.js';
import { markUncollectible, voidInvoice } from '../invoices/changes/closeInvoice.js';
import { finalizeInvoice } from '../invoices/changes/finalizeInvoice.js';
import { referenceId } from '../payments/referenceId.js';
import type { Stored } from '../store/storedObjects.js';
import { creditItem } from './changes/prorationItems.js';
import { storePending } from './changes/storePending.js';
import { collectInvoice } from './collection/collectInvoice.js';
import { makeSubscriptionInvoice } from './collection/subscriptionInvoice.js';
import { endSubscription } from './life/endSubscription.js';
import { isOver } from './life/subscriptionOf.js';
import { meteredLines } from './usage/meteredLines.js';

type Subscription = Stored<'subscription'>;

export type CancelRequest = Readonly<{
  cancellation_details?: Readonly<Record<string, string | null | undefined>> | undefined;
  invoice_now?: boolean | undefined;
  prorate?: boolean | undefined;
}>;

/**
 * Ends a subscription now. With `prorate` unused time is credited, with `invoice_now` everything that waits is invoiced; a credit
 * that leaves does not reach the customer's balance: it has to be refunded (stripe.md 3.4, example 9).
 * @throws StripeError 404: it is over already
 */
export function cancelSubscription(context: Context, id: string, request: CancelRequest): Subscription {
  const before = context.inPath('subscription', id);
  if (isOver(before)) throw notFound('subscription', id);
  context.useClock(referenceId(before.test_clock));
  if (before.status === 'incomplete') voidFirst(context, before);
  const credits = request.prorate ? creditsOf(context, before, context.now()) : [];
  storePending(context, credits);
  const details = { ...request.cancellation_details, reason: 'cancellation_requested' };
  const lines = request.invoice_now ? meteredLines(context, before, before.items.data, context.now()) : [];
  const ended = endSubscription(context, before, details, context.now());
  return request.invoice_now ? invoiceEnd(context, ended, lines) : ended;
}

/** Credits for the unused time of every licensed item. */
export const creditsOf = (context: Context, subscription: Subscription, at: number): Stored<'invoiceitem'>[] =>
  subscription.status === 'trialing'
    ? []
    : subscription.items.data.flatMap((item) => {
        const billed = context.store.get('sim.billed_item', item.id);
        const isLicensed = item.price.recurring?.usage_type !== 'metered';
        return billed && isLicensed ? [creditItem(context, subscription, item, billed, at)] : [];
      });

function voidFirst(context: Context, subscription: Subscription): void {
  const first = context.store.get('invoice', referenceId(subscription.latest_invoice) ?? '');
  if (first?.status === 'open') voidInvoice(context, first.id);
}

type Lines = ReturnType<typeof meteredLines>;

function invoiceEnd(context: Context, subscription: Subscription, lines: Lines): Subscription {
  const period = { start: subscription.start_date, end: context.now() };
  const draft = makeSubscriptionInvoice(context, subscription, { reason: 'subscription_update', lines, period });
  if (draft.lines.data.length === 0) {
    context.store.delete('invoice', draft.id);
    return subscription;
  }
  const after = context.store.update('subscription', subscription.id, { latest_invoice: draft.id });
  context.emit('invoice.created', draft);
  const isCredit = draft.total < 0;
  const open = finalizeInvoice(context, draft.id, { keepsBalance: isCredit });
  if (isCredit) markUncollectible(context, draft.id);
  else if (open.status === 'open') collectInvoice(context, draft.id, { offSession: true, automatic: true });
  return after;
}
