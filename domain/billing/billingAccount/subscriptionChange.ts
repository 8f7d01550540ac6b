import type { BillingAccountRejection, ChangeSubscription } from './billingAccount.commands.js';
import type { BillingRequest } from './billingRequest.js';
import type { SubscriptionSnapshot } from './subscriptionSnapshot.js';
import { chargeOf, presentTerms, sameTarget, targetOf } from './subscriptionTerms.js';

type Asked = Omit<ChangeSubscription['data'], 'organizationId' | 'requestId'>;
type Change = Extract<BillingRequest, { kind: 'changeSubscription' }>;
/** What a change does to the seats; `reduced` where fewer are had and nobody asked for it. */
export type SeatsChange = Readonly<{ from: number | null; to: number; reduced: boolean }>;
export type PlannedChange =
  | Readonly<{ possible: true; change: Change; seats: SeatsChange }>
  | Readonly<{ possible: false; rejection: BillingAccountRejection }>;

/**
 * How a subscription comes to other terms: dearer ones hold at once and the rest of the period is charged; cheaper ones
 * wait until what has been paid for is over. Another interval begins a period of its own, so it always holds at once,
 * and what is left of the old one is credited; during a trial nothing has been paid and nothing is charged.
 */
export function planChange(subscription: SubscriptionSnapshot, asked: Asked): PlannedChange {
  const { subscriptionId, status, currency, currentPeriodEnd } = subscription;
  if (status !== 'active' && status !== 'trialing') return refuse('SUBSCRIPTION_NOT_CHANGEABLE');
  const present = presentTerms(subscription, asked.current);
  const interval = asked.interval ?? (subscription.interval === 'year' ? 'year' : 'month');
  const seats = asked.seats ?? seatsKept(subscription, asked);
  const wanted = targetOf(asked.offer, { interval, currency, seats });
  if (!wanted.possible) return refuse(wanted.rejection);
  const from = present?.possible ? present.target : null;
  if (from && sameTarget(from, wanted.target)) return refuse('NOTHING_TO_CHANGE');

  const cheaper =
    present?.possible === true && chargeOf(wanted.target, wanted.price) < chargeOf(present.target, present.price);
  const waits = cheaper && status === 'active' && interval === present.target.interval;
  const had = from?.seats ?? subscription.seats ?? null;
  const reduced = asked.seats === null && had !== null && wanted.target.seats < had;
  return {
    possible: true,
    seats: { from: had, to: wanted.target.seats, reduced },
    change: {
      kind: 'changeSubscription',
      subscriptionId,
      from,
      target: wanted.target,
      timing: waits ? 'periodEnd' : 'now',
      prorate: !waits && status === 'active',
      prorationDate: waits ? null : asked.prorationDate,
      effectiveAt: waits ? currentPeriodEnd : null,
    },
  };
}

/** Seats that were bought beside the included ones are kept where the new plan has room; else those it includes are had. */
function seatsKept({ seats }: SubscriptionSnapshot, { offer, current }: Asked): number {
  const { includedSeats, maxSeats } = offer.terms;
  const bought = seats != null && seats > (current?.terms.includedSeats ?? 0);
  const wanted = bought && seats > includedSeats ? seats : includedSeats;
  return maxSeats !== null && wanted > maxSeats ? maxSeats : wanted;
}

const refuse = (rejection: BillingAccountRejection): PlannedChange => ({ possible: false, rejection });
