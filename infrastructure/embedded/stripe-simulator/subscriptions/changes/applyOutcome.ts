import type { Context } from '../../account/context.js';
import { refreshEntitlements } from '../../payments/entitlements/refreshEntitlements.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { scheduleWork } from '../life/subscriptionWork.js';
import { changeSubscription, itemList } from '../objects/saveSubscription.js';
import type { ChangeOutcome } from '../records/subscriptionRecord.js';

type Subscription = Stored<'subscription'>;

/** Puts a change into force and tells of it as one update. */
export function applyOutcome(
  context: Context,
  subscription: Subscription,
  { items, billed, fields }: ChangeOutcome,
): Subscription {
  const after = changeSubscription(context, subscription.id, { ...fields, items: itemList(subscription, [...items]) });
  for (const record of billed) context.store.put('sim.billed_item', record);
  scheduleWork(context, after);
  refreshEntitlements(context, referenceId(after.customer) ?? '');
  return after;
}
