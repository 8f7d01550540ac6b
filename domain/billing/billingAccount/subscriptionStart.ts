import type { BillingAccountRejection, StartSubscription } from './billingAccount.commands.js';
import { type BillingAccount, liveSubscription, namesOtherCurrency } from './billingAccountState.js';
import type { BillingRequest } from './billingRequest.js';
import { targetOf } from './subscriptionTerms.js';

export type StartDecision =
  | Readonly<{ ask: Extract<BillingRequest, { kind: 'startSubscription' }> }>
  | Readonly<{ refuse: BillingAccountRejection }>;

/** What Stripe is asked to start. One trial each: who has had a subscription pays from the first day. */
export function startRequest(data: StartSubscription['data'], state: BillingAccount): StartDecision {
  if (namesOtherCurrency(state, data)) return { refuse: 'CURRENCY_MISMATCH' };
  if (liveSubscription(state)) return { refuse: 'SUBSCRIPTION_ALREADY_STARTED' };
  const wanted = targetOf(data.offer, data);
  if (!wanted.possible) return { refuse: wanted.rejection };
  const paysAtOnce = data.trial === false || Object.keys(state.subscriptions).length > 0;
  const trialDays = paysAtOnce ? 0 : data.offer.terms.trialDays;
  const { paymentMethodId, couponCode } = data;
  return { ask: { kind: 'startSubscription', target: wanted.target, trialDays, paymentMethodId, couponCode } };
}
