import type { RecordBillingOutcome } from './billingAccount.commands.js';
import type { BillingAccountEvent } from './billingAccount.events.js';
import { type BillingAccount, evolveBillingAccount } from './billingAccountState.js';
import type { BillingRequest } from './billingRequest.js';
import { defaultMethodHeard, paymentMethodHeard } from './paymentMethodsHeard.js';
import { subscriptionHeard } from './subscriptionSync.js';

type Recorded = RecordBillingOutcome['data'];

/** Everything that follows from an outcome, in one append: what Stripe showed, what it means, and that the request is done. */
export function outcomeEvents(
  data: Recorded,
  request: BillingRequest,
  state: BillingAccount,
  at: string,
): readonly BillingAccountEvent[] {
  const { organizationId, requestId, customerId, outcome } = data;
  const assigned: BillingAccountEvent[] =
    state.customerId === null ? [{ type: 'StripeCustomerAssigned', data: { organizationId, customerId } }] : [];
  const { kind } = request;
  if (outcome.status === 'refused') {
    const { code, declineCode, message } = outcome;
    const refused = { organizationId, requestId, kind, code, declineCode, message, completedAt: at };
    return [...assigned, { type: 'BillingRequestRefused', data: refused }];
  }

  const { subscription, paymentMethod, clientSecret = null, url = null } = outcome;
  // Scheduled before the description is heard, so that an end or a new period finds it.
  const events: BillingAccountEvent[] = [...assigned, ...scheduling(data, request, state)];
  let now = events.reduce(evolveBillingAccount, state);
  const hear = (more: readonly BillingAccountEvent[]) => {
    events.push(...more);
    now = more.reduce(evolveBillingAccount, now);
  };
  if (paymentMethod) {
    hear(
      paymentMethodHeard({ organizationId, paymentMethod: paymentMethod.snapshot, change: paymentMethod.change }, now),
    );
  }
  if (outcome.defaultPaymentMethodId !== undefined) {
    hear(defaultMethodHeard({ organizationId, paymentMethodId: outcome.defaultPaymentMethodId }, now));
  }
  if (subscription) {
    hear(
      subscriptionHeard({ organizationId, subscription, observedAt: at, source: 'updated', fetched: true }, now, at),
    );
  }
  const succeeded = {
    organizationId,
    requestId,
    kind,
    subscriptionId: subscription?.subscriptionId ?? null,
    paymentMethodId: paymentMethod?.snapshot.paymentMethodId ?? null,
    clientSecret,
    url,
    completedAt: at,
  };
  return [...events, { type: 'BillingRequestSucceeded', data: succeeded }];
}

/** What a request that succeeded means for the change that waits. */
function scheduling(
  { organizationId, requestId }: Recorded,
  request: BillingRequest,
  { scheduled }: BillingAccount,
): BillingAccountEvent[] {
  if (request.kind === 'changeSubscription' && request.timing === 'periodEnd') {
    const { subscriptionId, from, target, effectiveAt } = request;
    if (!from || !effectiveAt) return [];
    const data = { organizationId, subscriptionId, requestId, from, target, effectiveAt };
    return [{ type: 'SubscriptionChangeScheduled', data }];
  }
  if (!scheduled || (request.kind !== 'undoSubscriptionChange' && request.kind !== 'applyScheduledChange')) return [];
  const because = request.kind === 'undoSubscriptionChange' ? 'undone' : 'applied';
  const { subscriptionId, requestId: of } = scheduled;
  return [{ type: 'SubscriptionChangeUnscheduled', data: { organizationId, subscriptionId, requestId: of, because } }];
}
