import type { StripeCustomerId, SubscriptionId } from '../ids.js';
import type { BillingAccountEvent, SeatsPolicy, SubscriptionChangeScheduled } from './billingAccount.events.js';
import type { BillingRequest } from './billingRequest.js';
import type { PaymentMethodId, PaymentMethodSnapshot } from './paymentMethodSnapshot.js';
import { isTerminal, type SubscriptionSnapshot } from './subscriptionSnapshot.js';

export type KnownSubscription = Readonly<{ snapshot: SubscriptionSnapshot; observedAt: string }>;
/** A change that waits for the end of the period; `due` once Stripe has been asked to let it hold. */
export type ScheduledChange = Readonly<Omit<SubscriptionChangeScheduled['data'], 'organizationId'> & { due: boolean }>;
export type KnownPaymentMethod = PaymentMethodSnapshot & Readonly<{ detached: boolean }>;

/** What an organization has at Stripe and what is being done there for it. */
export type BillingAccount = Readonly<{
  customerId: StripeCustomerId | null;
  subscriptions: Readonly<Record<SubscriptionId, KnownSubscription>>;
  scheduled: ScheduledChange | null;
  paymentMethods: Readonly<Record<PaymentMethodId, KnownPaymentMethod>>;
  defaultPaymentMethodId: PaymentMethodId | null;
  /** Requests without an outcome, by their ids. */
  openRequests: Readonly<Record<string, BillingRequest>>;
  /** Those of them that somebody wants back, by their ids. */
  withdrawing: ReadonlySet<string>;
  seatsPolicy: SeatsPolicy;
}>;

export const newBillingAccount: BillingAccount = {
  customerId: null,
  subscriptions: {},
  scheduled: null,
  paymentMethods: {},
  defaultPaymentMethodId: null,
  openRequests: {},
  withdrawing: new Set(),
  seatsPolicy: 'fixed',
};

/** The subscription that has not ended; undefined when there is none. */
export const liveSubscription = ({ subscriptions }: BillingAccount): SubscriptionSnapshot | undefined =>
  Object.values(subscriptions)
    .map(({ snapshot }) => snapshot)
    .filter((snapshot) => !isTerminal(snapshot))
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0];

/** Whether a currency is named that the account is not billed in; without a live subscription any is free to choose. */
export function namesOtherCurrency(
  account: BillingAccount,
  { currency }: Readonly<{ currency?: string | null }>,
): boolean {
  const billedIn = liveSubscription(account)?.currency;
  return currency != null && billedIn !== undefined && currency !== billedIn;
}

/** The account after one more event. */
export function evolveBillingAccount(state: BillingAccount, { type, data }: BillingAccountEvent): BillingAccount {
  switch (type) {
    case 'SubscriptionStarted':
    case 'SubscriptionChanged':
    case 'SubscriptionEnded': {
      const { subscription, observedAt } = data;
      const known = { snapshot: subscription, observedAt };
      return {
        ...state,
        customerId: state.customerId ?? subscription.customerId,
        subscriptions: { ...state.subscriptions, [subscription.subscriptionId]: known },
      };
    }
    case 'SubscriptionChangeScheduled': {
      const { subscriptionId, requestId, from, target, effectiveAt } = data;
      return { ...state, scheduled: { subscriptionId, requestId, from, target, effectiveAt, due: false } };
    }
    case 'SubscriptionChangeUnscheduled':
      return { ...state, scheduled: null };
    case 'StripeCustomerAssigned':
      return { ...state, customerId: data.customerId };
    case 'BillingRequested': {
      const due = data.request.kind === 'applyScheduledChange';
      const scheduled = state.scheduled && due ? { ...state.scheduled, due } : state.scheduled;
      const openRequests = { ...state.openRequests, [data.requestId]: data.request };
      return { ...state, scheduled, openRequests };
    }
    case 'BillingWithdrawalRequested':
      return { ...state, withdrawing: new Set([...state.withdrawing, data.requestId]) };
    case 'BillingRequestSucceeded':
    case 'BillingRequestRefused': {
      const { [data.requestId]: request, ...openRequests } = state.openRequests;
      const withdrawing = new Set([...state.withdrawing].filter((requestId) => requestId !== data.requestId));
      // A change that Stripe would not let hold goes on waiting: it is asked for again, or taken back.
      const due = type === 'BillingRequestSucceeded' || request?.kind !== 'applyScheduledChange';
      const scheduled = state.scheduled && !due ? { ...state.scheduled, due } : state.scheduled;
      return { ...state, scheduled, openRequests, withdrawing };
    }
    case 'PaymentMethodAttached':
    case 'PaymentMethodUpdated':
    case 'PaymentMethodDetached': {
      const { paymentMethod } = data;
      const known = { ...paymentMethod, detached: type === 'PaymentMethodDetached' };
      return { ...state, paymentMethods: { ...state.paymentMethods, [paymentMethod.paymentMethodId]: known } };
    }
    case 'SeatsPolicyChanged':
      return { ...state, seatsPolicy: data.to };
    case 'DefaultPaymentMethodChanged':
      return { ...state, defaultPaymentMethodId: data.paymentMethodId };
  }
}
