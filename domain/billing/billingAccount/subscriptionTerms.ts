import type { PlanInterval, PlanPrice } from '../plan/planTerms.js';
import type { PlanOffer } from './billingAccount.commands.js';
import type { SubscriptionTarget } from './billingRequest.js';
import type { SubscriptionSnapshot } from './subscriptionSnapshot.js';

type Terms = Readonly<{ interval: PlanInterval; currency: string | null; seats: number | null }>;
export type Targeted =
  | Readonly<{ possible: true; target: SubscriptionTarget; price: PlanPrice }>
  | Readonly<{ possible: false; rejection: 'PLAN_NOT_SOLD_SO' | 'SEATS_OUT_OF_RANGE' }>;

/** What is bought when an offer is taken so, checked against what it sells; without a currency the first one it names. */
export function targetOf(offer: PlanOffer, { interval, currency, seats: wanted }: Terms): Targeted {
  const { terms } = offer;
  const price = terms.prices.find(
    (sold) => sold.interval === interval && (currency === null || sold.currency === currency),
  );
  if (!price) return { possible: false, rejection: 'PLAN_NOT_SOLD_SO' };
  const seats = wanted ?? terms.includedSeats;
  if (seats < 1 || (terms.maxSeats !== null && seats > terms.maxSeats)) {
    return { possible: false, rejection: 'SEATS_OUT_OF_RANGE' };
  }
  const target = {
    planId: offer.planId,
    planVersion: offer.version,
    interval,
    currency: price.currency,
    seats,
    includedSeats: terms.includedSeats,
    meters: terms.meters.filter(({ limit }) => limit === 'soft').map(({ meter }) => meter),
  };
  return { possible: true, target, price };
}

/** Seats that are paid for beside the included ones. */
export const extraSeats = ({ seats, includedSeats }: Pick<SubscriptionTarget, 'seats' | 'includedSeats'>): number =>
  seats > includedSeats ? seats - includedSeats : 0;

/** What one interval costs before usage and discounts, in minor units. */
export const chargeOf = (target: SubscriptionTarget, { baseAmount, seatAmount }: PlanPrice): number =>
  baseAmount + seatAmount * extraSeats(target);

/** The terms an organization has now, in the words of the plan version it is on; null when that does not sell them. */
export function presentTerms(subscription: SubscriptionSnapshot, current: PlanOffer | null): Targeted | null {
  const { interval, currency, intervalCount, seats } = subscription;
  if (!current || intervalCount !== 1 || (interval !== 'month' && interval !== 'year')) return null;
  const present = targetOf(current, { interval, currency, seats: seats ?? null });
  return present.possible ? present : null;
}

export const sameTarget = (a: SubscriptionTarget, b: SubscriptionTarget): boolean =>
  a.planId === b.planId && a.planVersion === b.planVersion && a.interval === b.interval && a.seats === b.seats;
