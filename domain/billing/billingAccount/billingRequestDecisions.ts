import type { BillingAccountRejection, BillingCommand } from './billingAccount.commands.js';
import { type BillingAccount, liveSubscription, namesOtherCurrency } from './billingAccountState.js';
import type { BillingRequest } from './billingRequest.js';
import { choosesSeatsOfTeam } from './seatsForTeam.js';
import { planChange } from './subscriptionChange.js';
import type { SubscriptionSnapshot } from './subscriptionSnapshot.js';
import { startRequest } from './subscriptionStart.js';
import { targetOf } from './subscriptionTerms.js';

/** What Stripe is to be asked, or why it is not. */
export type RequestDecision = Readonly<{ ask: BillingRequest }> | Readonly<{ refuse: BillingAccountRejection }>;

const refuse = (rejection: BillingAccountRejection): RequestDecision => ({ refuse: rejection });

/** Whether a command makes sense for the account as it is, and what it means for Stripe. */
export function requestFor({ type, data }: BillingCommand, state: BillingAccount): RequestDecision {
  switch (type) {
    case 'StartSubscription':
      return startRequest(data, state);
    case 'OpenCheckoutSession': {
      if (namesOtherCurrency(state, data)) return refuse('CURRENCY_MISMATCH');
      if (liveSubscription(state)) return refuse('SUBSCRIPTION_ALREADY_STARTED');
      const wanted = targetOf(data.offer, data);
      if (!wanted.possible) return refuse(wanted.rejection);
      const trialDays = Object.keys(state.subscriptions).length > 0 ? 0 : data.offer.terms.trialDays;
      const { successUrl, cancelUrl } = data;
      return { ask: { kind: 'openCheckoutSession', target: wanted.target, trialDays, successUrl, cancelUrl } };
    }
    case 'OpenPortalSession':
      return { ask: { kind: 'openPortalSession', returnUrl: data.returnUrl } };
    case 'AttachPaymentMethod': {
      const { paymentMethodId, makeDefault } = data;
      const asDefault = makeDefault || state.defaultPaymentMethodId === null;
      const subscriptionId = asDefault ? subscriptionWithOwnMethod(state) : null;
      return { ask: { kind: 'attachPaymentMethod', paymentMethodId, makeDefault: asDefault, subscriptionId } };
    }
    case 'SetDefaultPaymentMethod':
    case 'DetachPaymentMethod':
      return forSavedMethod(type, data.paymentMethodId, state);
    case 'ChangeSubscription':
    case 'UndoSubscriptionChange':
    case 'CancelSubscription':
    case 'ResumeSubscription':
    case 'PauseSubscription':
    case 'ApplyCoupon': {
      const subscription = liveSubscription(state);
      return subscription
        ? forSubscription({ type, data } as LiveCommand, subscription, state)
        : refuse('SUBSCRIPTION_NOT_FOUND');
    }
  }
}

/** The subscription whose own method goes before the customer's, so that a new default has to replace it too. */
function subscriptionWithOwnMethod(state: BillingAccount): string | null {
  const subscription = liveSubscription(state);
  return (subscription?.defaultPaymentMethodId ?? null) === null ? null : (subscription?.subscriptionId ?? null);
}

function forSavedMethod(
  type: 'SetDefaultPaymentMethod' | 'DetachPaymentMethod',
  paymentMethodId: string,
  state: BillingAccount,
): RequestDecision {
  const method = state.paymentMethods[paymentMethodId];
  if (!method || method.detached) return refuse('PAYMENT_METHOD_NOT_FOUND');
  const subscription = liveSubscription(state);
  const subscriptionId = subscriptionWithOwnMethod(state);
  if (type === 'SetDefaultPaymentMethod')
    return { ask: { kind: 'setDefaultPaymentMethod', paymentMethodId, subscriptionId } };
  const charged = subscription?.defaultPaymentMethodId ?? state.defaultPaymentMethodId;
  if (subscription && charged === paymentMethodId) return refuse('PAYMENT_METHOD_IN_USE');
  return { ask: { kind: 'detachPaymentMethod', paymentMethodId, subscriptionId } };
}

type LiveCommand = Extract<
  BillingCommand,
  {
    type:
      | 'ChangeSubscription'
      | 'UndoSubscriptionChange'
      | 'CancelSubscription'
      | 'ResumeSubscription'
      | 'PauseSubscription'
      | 'ApplyCoupon';
  }
>;

function forSubscription(
  command: LiveCommand,
  subscription: SubscriptionSnapshot,
  state: BillingAccount,
): RequestDecision {
  const { subscriptionId, status, cancelAt } = subscription;
  switch (command.type) {
    case 'ChangeSubscription': {
      if (namesOtherCurrency(state, command.data)) return refuse('CURRENCY_MISMATCH');
      if (choosesSeatsOfTeam(command.data, state)) return refuse('SEATS_FOLLOW_TEAM');
      if (state.scheduled) return refuse('CHANGE_ALREADY_SCHEDULED');
      const planned = planChange(subscription, command.data);
      return planned.possible ? { ask: planned.change } : refuse(planned.rejection);
    }
    case 'UndoSubscriptionChange': {
      const { scheduled } = state;
      if (!scheduled || scheduled.due) return refuse('NO_CHANGE_SCHEDULED');
      return { ask: { kind: 'undoSubscriptionChange', subscriptionId, target: scheduled.from } };
    }
    case 'CancelSubscription': {
      const { timing } = command.data;
      if (timing === 'periodEnd' && cancelAt !== null) return refuse('NOTHING_TO_CHANGE');
      return { ask: { kind: 'cancelSubscription', subscriptionId, timing } };
    }
    case 'ResumeSubscription':
      if (status === 'paused') return { ask: { kind: 'resumeSubscription', subscriptionId, from: 'pause' } };
      if (cancelAt === null) return refuse('NOTHING_TO_RESUME');
      return { ask: { kind: 'resumeSubscription', subscriptionId, from: 'cancellation' } };
    case 'PauseSubscription':
      // docs.stripe.com/billing/subscriptions/pause: neither a trial nor what has not been paid yet can be paused.
      if (status !== 'active' && status !== 'past_due') return refuse('SUBSCRIPTION_NOT_PAUSABLE');
      return { ask: { kind: 'pauseSubscription', subscriptionId } };
    case 'ApplyCoupon':
      return { ask: { kind: 'applyCoupon', subscriptionId, code: command.data.code } };
  }
}
