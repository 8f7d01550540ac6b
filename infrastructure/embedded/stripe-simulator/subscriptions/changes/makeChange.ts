import type { Context } from '../../account/context.js';
import { finalizeInvoice } from '../../invoices/changes/finalizeInvoice.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { afterPayment, changeStatus } from '../collection/afterInvoice.js';
import { noteBilledItems } from '../collection/billedByInvoice.js';
import { collectNow, type PaymentBehavior } from '../collection/collectNow.js';
import { scheduleFinalization } from '../collection/scheduleFinalization.js';
import { makeSubscriptionInvoice } from '../collection/subscriptionInvoice.js';
import { discountIds, endDiscounts, endUsedDiscounts, scheduleDiscountEnds } from '../discounts/endDiscount.js';
import { recordOf, remember } from '../life/subscriptionOf.js';
import { PATIENCE, scheduleWork } from '../life/subscriptionWork.js';
import { changeSubscription } from '../objects/saveSubscription.js';
import { applyOutcome } from './applyOutcome.js';
import type { ChangePlan } from './planChange.js';
import { storePending } from './storePending.js';

type Subscription = Stored<'subscription'>;

type Making = Readonly<{
  behavior: PaymentBehavior;
  offSession: boolean;
  /** What else the call changes. */
  fields: Partial<Subscription>;
  isDiscountChange: boolean;
}>;

/** Carries a planned change out: at once, or held back until its invoice is paid. */
export function makeChange(context: Context, subscription: Subscription, plan: ChangePlan, making: Making): void {
  if (making.behavior === 'pending_if_incomplete' && plan.billsNow) {
    holdChange(context, subscription, plan, making);
    return;
  }
  storePending(context, plan.pending);
  if (making.isDiscountChange) endLeftDiscounts(context, subscription, making.fields);
  const outcome = { ...plan.outcome, fields: { ...making.fields, ...plan.outcome.fields } };
  const after = applyOutcome(context, context.inPath('subscription', subscription.id), outcome);
  scheduleDiscountEnds(context, after);
  if (plan.billsNow) invoiceChange(context, after, plan, making);
}

function endLeftDiscounts(context: Context, before: Subscription, { discounts = [] }: Partial<Subscription>): void {
  const kept = new Set(discounts.flatMap((each) => referenceId(each) ?? []));
  endDiscounts(
    context,
    before.id,
    discountIds(before).filter((id) => !kept.has(id)),
  );
}

const draftOf = (context: Context, subscription: Subscription, plan: ChangePlan): Stored<'invoice'> =>
  makeSubscriptionInvoice(context, subscription, {
    reason: 'subscription_update',
    lines: plan.lines,
    period: { start: context.now(), end: context.now() },
    also: plan.pending,
  });

function invoiceChange(context: Context, subscription: Subscription, plan: ChangePlan, making: Making): void {
  const draft = draftOf(context, subscription, plan);
  if (draft.lines.data.length === 0) {
    context.store.delete('invoice', draft.id);
    return;
  }
  noteBilledItems(context, draft);
  changeSubscription(context, subscription.id, { latest_invoice: draft.id });
  context.emit('invoice.created', draft);
  endUsedDiscounts(context, subscription.id, draft);
  if (draft.collection_method === 'send_invoice' && draft.total > 0) {
    scheduleFinalization(context, draft);
    return;
  }
  const open = finalizeInvoice(context, draft.id);
  if (open.status === 'paid') {
    afterPayment(context, open);
    return;
  }
  collectNow(context, draft.id, making.behavior, { offSession: making.offSession });
  if (making.behavior !== 'default_incomplete') return;
  const waiting = context.inPath('subscription', subscription.id);
  if (waiting.status === 'active') changeStatus(context, waiting, 'past_due');
}

/** The change is in force once its invoice is paid; until then, for 23 hours, the old terms go on. */
function holdChange(context: Context, subscription: Subscription, plan: ChangePlan, making: Making): void {
  storePending(context, plan.pending);
  const draft = draftOf(context, subscription, plan);
  remember(context, subscription.id, { heldChange: { ...plan.outcome, invoice: draft.id } });
  const told = changeSubscription(context, subscription.id, { latest_invoice: draft.id });
  context.emit('invoice.created', draft);
  const open = finalizeInvoice(context, draft.id);
  if (open.status === 'paid') afterPayment(context, open);
  else collectNow(context, draft.id, making.behavior, { offSession: making.offSession });
  if (recordOf(context, subscription.id).heldChange === null) return;
  const held = changeSubscription(context, told.id, {
    pending_update: {
      billing_cycle_anchor: plan.outcome.fields.billing_cycle_anchor ?? null,
      cancel_at_period_end: null,
      discount: null,
      discounts: null,
      expires_at: context.now() + PATIENCE,
      metadata: null,
      subscription_items: [...plan.outcome.items],
      trial_end: plan.outcome.fields.trial_end ?? null,
      trial_from_plan: null,
    },
  });
  scheduleWork(context, held);
}
