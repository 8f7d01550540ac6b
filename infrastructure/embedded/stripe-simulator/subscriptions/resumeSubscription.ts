import type { Context } from '../account/context.js';
import { invalidRequest } from '../http/stripeErrors.js';
import { finalizeInvoice } from '../invoices/changes/finalizeInvoice.js';
import { referenceId } from '../payments/referenceId.js';
import type { Stored } from '../store/storedObjects.js';
import type { ProrationBehavior } from './changes/changeRequest.js';
import { netAmounts } from './changes/netAmounts.js';
import { type ChangePlan, planChange } from './changes/planChange.js';
import { debitItem } from './changes/prorationItems.js';
import { storePending } from './changes/storePending.js';
import { endPause } from './collection/afterInvoice.js';
import { noteBilledItems } from './collection/billedByInvoice.js';
import { collectInvoice } from './collection/collectInvoice.js';
import { makeSubscriptionInvoice } from './collection/subscriptionInvoice.js';
import { appliedDiscounts } from './discounts/appliedDiscounts.js';
import { isMetered, termsOf } from './items/itemTerms.js';
import { remember } from './life/subscriptionOf.js';
import { scheduleWork } from './life/subscriptionWork.js';
import { itemList, saveSubscription } from './objects/saveSubscription.js';

type Subscription = Stored<'subscription'>;

export type ResumeRequest = Readonly<{
  billing_cycle_anchor?: Readonly<{ type: string }> | undefined;
  proration_behavior?: string | undefined;
  proration_date?: number | undefined;
  payment_behavior?: string | undefined;
}>;

/**
 * Resumes a paused subscription. With the anchor `now` (the default) a new period begins and is billed at once; with `unchanged` the
 * rest of the running one is. Without anything to bill it is active at once, else as its payment behavior says: after an attempt
 * (the default, past due when it fails) or only once the money came.
 * @throws StripeError 400: it is not paused
 */
export function resumeSubscription(context: Context, id: string, request: ResumeRequest): Subscription {
  const before = context.inPath('subscription', id);
  context.useClock(referenceId(before.test_clock));
  if (before.status !== 'paused') throw invalidRequest(`A subscription that is ${before.status} cannot be resumed.`);
  const behavior: ProrationBehavior = request.proration_behavior === 'none' ? 'none' : 'always_invoice';
  const anchor = request.billing_cycle_anchor?.type === 'unchanged' ? 'unchanged' : 'now';
  const plan = planResumption(context, before, { anchor, behavior, at: request.proration_date ?? context.now() });
  storePending(context, plan.pending);
  const ready = saveSubscription(context, {
    ...before,
    ...plan.outcome.fields,
    items: itemList(before, [...plan.outcome.items]),
  });
  for (const record of plan.outcome.billed) context.store.put('sim.billed_item', record);
  const period = { start: context.now(), end: context.now() };
  const draft = makeSubscriptionInvoice(context, ready, { reason: 'subscription_update', lines: plan.lines, period });
  if (draft.lines.data.length === 0) {
    context.store.delete('invoice', draft.id);
    endPause(context, ready);
    return context.inPath('subscription', id);
  }
  collectResumption(context, ready, draft, request.payment_behavior === 'resume_on_payment_success');
  return context.inPath('subscription', id);
}

/** What resuming bills. The anchor `unchanged` debits the rest of the period that time has reached meanwhile. */
export function planResumption(
  context: Context,
  subscription: Subscription,
  { anchor, behavior, at }: Readonly<{ anchor: 'now' | 'unchanged'; behavior: ProrationBehavior; at: number }>,
): ChangePlan {
  const plain = { ...subscription, status: 'active' as const };
  const items = subscription.items.data.map((before) => ({ before, after: termsOf(before) }));
  const discounts = appliedDiscounts(context, subscription);
  const plan = planChange(context, plain, {
    items,
    discounts,
    prorationBehavior: 'none',
    at,
    anchor,
    trialEnd: undefined,
  });
  if (anchor === 'now') return { ...plan, lines: plan.lines.filter(({ period }) => period.start >= context.now()) };
  const rolled = plan.outcome.items;
  if (behavior === 'none') return plan;
  const net = netAmounts(context, plain, rolled, discounts);
  const licensed = rolled.filter((item) => !isMetered(item.price));
  const pending = licensed.map((item) => debitItem(context, plain, item, net.get(item.id) ?? 0, at));
  return { ...plan, pending };
}

function collectResumption(
  context: Context,
  subscription: Subscription,
  draft: Stored<'invoice'>,
  onlyOnSuccess: boolean,
): void {
  noteBilledItems(context, draft);
  const told = context.store.update('subscription', subscription.id, { latest_invoice: draft.id });
  remember(context, told.id, { resumption: draft.id });
  context.emit('invoice.created', draft);
  const open = finalizeInvoice(context, draft.id);
  if (open.status === 'paid') {
    endPause(context, context.inPath('subscription', told.id));
    return;
  }
  const { outcome } = collectInvoice(context, draft.id, { offSession: false, automatic: false });
  const after = context.inPath('subscription', told.id);
  if (after.status !== 'paused') return;
  if (onlyOnSuccess || outcome === 'no_method' || outcome === 'processing') scheduleWork(context, after);
  else endPause(context, after, 'past_due');
}
