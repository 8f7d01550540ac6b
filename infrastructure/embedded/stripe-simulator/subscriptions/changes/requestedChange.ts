import type { Context } from '../../account/context.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { appliedDiscounts } from '../discounts/appliedDiscounts.js';
import type { ItemRequest } from '../items/itemParameters.js';
import { requestedItems } from '../items/requestedItems.js';
import type { ChangeRequest, ProrationBehavior } from './changeRequest.js';

type Subscription = Stored<'subscription'>;

/** What updates and previews say alike of a change. */
export type BillingParameters = Readonly<{
  items?: readonly ItemRequest[] | undefined;
  billing_cycle_anchor?: Readonly<{ type: string }> | undefined;
  trial_end?: number | 'now' | undefined;
  proration_behavior?: string | undefined;
  proration_date?: number | undefined;
}>;

/** Whether a call changes what is billed, beside discounts. */
export const changesBilling = ({
  items,
  billing_cycle_anchor: anchor,
  trial_end: trialEnd,
}: BillingParameters): boolean => items !== undefined || anchor?.type === 'now' || trialEnd !== undefined;

/** @throws StripeError 400 naming the parameter that cannot be */
export function changeRequestOf(
  context: Context,
  subscription: Subscription,
  params: BillingParameters,
): ChangeRequest {
  const owner = {
    customer: referenceId(subscription.customer) ?? '',
    subscription: subscription.id,
    currency: subscription.currency,
  };
  if (typeof params.trial_end === 'number' && params.trial_end <= context.now()) {
    throw invalidRequest('Invalid timestamp: trial_end must be in the future', { param: 'trial_end' });
  }
  return {
    items: requestedItems(context, subscription.items.data, params.items ?? [], owner),
    discounts: appliedDiscounts(context, subscription),
    prorationBehavior: behaviorOf(params.proration_behavior),
    at: prorationDate(context, subscription, params.proration_date),
    anchor: params.billing_cycle_anchor?.type === 'now' ? 'now' : 'unchanged',
    trialEnd: params.trial_end,
  };
}

const behaviorOf = (given: string | undefined): ProrationBehavior =>
  given === 'always_invoice' || given === 'none' ? given : 'create_prorations';

function prorationDate(context: Context, { items }: Subscription, given: number | undefined): number {
  if (given === undefined) return context.now();
  const start = Math.min(...items.data.map((item) => item.current_period_start));
  const end = Math.max(...items.data.map((item) => item.current_period_end));
  if (given >= start && given <= end) return given;
  throw invalidRequest("Cannot specify `proration_date` outside of the subscription's current period.", {
    param: 'proration_date',
  });
}
