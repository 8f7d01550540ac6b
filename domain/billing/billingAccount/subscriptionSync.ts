import type { SyncSubscription } from './billingAccount.commands.js';
import type { BillingAccountEvent } from './billingAccount.events.js';
import type { BillingAccount, KnownSubscription } from './billingAccountState.js';
import { heard, isTerminal, sameSnapshot } from './subscriptionSnapshot.js';

type Heard = SyncSubscription['data'];

/**
 * Whether what Stripe says now is older than what is known. Arrival order proves nothing and `created` has whole
 * seconds only (docs.stripe.com/webhooks#event-ordering): states that are final win, then what was just read from
 * Stripe, then the later period, then the later second.
 */
function isOutdated(known: KnownSubscription, data: Heard): boolean {
  if (isTerminal(known.snapshot)) return true;
  if (isTerminal(data.subscription) || data.fetched) return false;
  if (data.source === 'created') return true;
  const [ours, theirs] = [known.snapshot.currentPeriodEnd, data.subscription.currentPeriodEnd];
  return theirs === ours ? data.observedAt < known.observedAt : theirs < ours;
}

/** What a description of a subscription adds to what is known; nothing when it is outdated or says the same. */
export function subscriptionHeard(data: Heard, state: BillingAccount, at: string): readonly BillingAccountEvent[] {
  const { organizationId } = data;
  const known = state.subscriptions[data.subscription.subscriptionId];
  const subscription = heard(known?.snapshot, data.subscription);
  if (known && (isOutdated(known, data) || sameSnapshot(known.snapshot, subscription))) return [];
  // Time never goes back: what was read by our clock may follow what was told by Stripe's.
  const observedAt = known && data.fetched && known.observedAt > data.observedAt ? known.observedAt : data.observedAt;
  const observed = { organizationId, subscription, observedAt };
  if (isTerminal(subscription)) {
    return [{ type: 'SubscriptionEnded', data: observed }, ...unscheduled(state, data)];
  }
  const type = known ? 'SubscriptionChanged' : 'SubscriptionStarted';
  return [{ type, data: observed }, ...fallenDue(state, data, at)];
}

/** A change that waits for a period that will not come is off. */
function unscheduled({ scheduled }: BillingAccount, { organizationId, subscription }: Heard): BillingAccountEvent[] {
  if (scheduled?.subscriptionId !== subscription.subscriptionId) return [];
  const { subscriptionId, requestId } = scheduled;
  return [
    {
      type: 'SubscriptionChangeUnscheduled',
      data: { organizationId, subscriptionId, requestId, because: 'subscriptionEnded' },
    },
  ];
}

/** Asks Stripe to let a scheduled change hold, once its period has begun. */
function fallenDue(state: BillingAccount, { organizationId, subscription }: Heard, at: string): BillingAccountEvent[] {
  const { scheduled } = state;
  if (!scheduled || scheduled.due || scheduled.subscriptionId !== subscription.subscriptionId) return [];
  if (subscription.currentPeriodStart < scheduled.effectiveAt) return [];
  const { subscriptionId, target } = scheduled;
  const request = { kind: 'applyScheduledChange', subscriptionId, target } as const;
  const requestId = `${scheduled.requestId}:due`;
  return [{ type: 'BillingRequested', data: { organizationId, requestId, request, requestedAt: at } }];
}
