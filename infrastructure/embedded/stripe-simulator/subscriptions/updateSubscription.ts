import type { Context } from '../account/context.js';
import { invalidRequest } from '../http/stripeErrors.js';
import { referenceId } from '../payments/referenceId.js';
import type { Stored } from '../store/storedObjects.js';
import { dropHeldChange } from './changes/heldChange.js';
import { makeChange } from './changes/makeChange.js';
import { planChange } from './changes/planChange.js';
import { changeRequestOf, changesBilling } from './changes/requestedChange.js';
import { endDiscounts, scheduleDiscountEnds } from './discounts/endDiscount.js';
import { isOver, recordOf } from './life/subscriptionOf.js';
import { scheduleWork } from './life/subscriptionWork.js';
import { changeSubscription } from './objects/saveSubscription.js';
import type { UpdateRequest } from './subscriptionParameters.js';
import { updatedFields } from './updatedFields.js';

type Subscription = Stored<'subscription'>;

const allowedWhenCanceled = new Set(['metadata', 'cancellation_details']);
const allowedWhenPending = new Set([
  'items',
  'proration_behavior',
  'proration_date',
  'payment_behavior',
  'billing_cycle_anchor',
  'trial_end',
  'off_session',
]);

/** Changes a subscription: fields, and what is billed of it (stripe.md 3.1, 3.4). */
export function updateSubscription(context: Context, id: string, params: UpdateRequest): Subscription {
  const before = context.inPath('subscription', id);
  context.useClock(referenceId(before.test_clock));
  checkAllowed(before, params);
  const fields = updatedFields(context, before, params);
  if (!changesBilling(params)) return changeFields(context, before, fields);
  const current = recordOf(context, id).heldChange ? dropHeldChange(context, before) : before;
  const asked = { ...current, ...fields };
  const plan = planChange(context, asked, changeRequestOf(context, asked, params));
  makeChange(context, current, plan, {
    behavior: params.payment_behavior,
    offSession: params.off_session ?? false,
    fields,
    isDiscountChange: fields.discounts !== undefined,
  });
  return context.inPath('subscription', id);
}

function checkAllowed(subscription: Subscription, params: UpdateRequest): void {
  const given = Object.entries(params).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  const refused = given.find((key) => !allowedWhenCanceled.has(key));
  if (isOver(subscription) && refused !== undefined) {
    throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.', {
      code: 'invalid_canceled_subscription_fields',
      param: refused,
    });
  }
  if (subscription.status === 'incomplete' && changesBilling(params)) {
    throw invalidRequest(
      'What an incomplete subscription bills cannot be changed: its first invoice has to be paid first.',
    );
  }
  if (params.payment_behavior !== 'pending_if_incomplete') return;
  const unsupported = given.find((key) => !allowedWhenPending.has(key));
  if (unsupported !== undefined) {
    throw invalidRequest(`\`${unsupported}\` is not supported when payment_behavior is \`pending_if_incomplete\`.`, {
      param: 'payment_behavior',
    });
  }
}

/** Fields that bill nothing. Discounts that go are told before the update. */
function changeFields(context: Context, before: Subscription, fields: Partial<Subscription>): Subscription {
  if (fields.discounts) {
    const kept = new Set(fields.discounts.flatMap((each) => referenceId(each) ?? []));
    endDiscounts(
      context,
      before.id,
      before.discounts.flatMap((each) => referenceId(each) ?? []).filter((id) => !kept.has(id)),
    );
  }
  const after = changeSubscription(context, before.id, fields);
  if (isOver(after)) return after;
  scheduleWork(context, after);
  scheduleDiscountEnds(context, after);
  return after;
}
