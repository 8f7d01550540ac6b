import type { ChangeSubscription, PlanOffer } from './billingAccount.commands.js';
import { type BillingAccount, liveSubscription } from './billingAccountState.js';

/** What is to be done so that the seats are those of the team. */
export type SeatsStep =
  | Readonly<{ step: 'nothing' }>
  /** Something is under way that has to end first. */
  | Readonly<{ step: 'wait' }>
  /** Fewer seats were to hold from the next period, and that is no longer what the team needs. */
  | Readonly<{ step: 'undo' }>
  | Readonly<{ step: 'change'; seats: number }>;

const nothing: SeatsStep = { step: 'nothing' };

/**
 * Seats for everybody who takes one, as far as the plan goes: more at once, fewer from the next period on. A change that the
 * organization has planned itself goes first; once it holds, the seats are looked at again.
 * @param team members who take a seat; those of `offer`, the plan version the subscription is on, are the least
 */
export function seatsForTeam(account: BillingAccount, offer: PlanOffer, team: number): SeatsStep {
  const subscription = liveSubscription(account);
  if (account.seatsPolicy === 'fixed' || !subscription) return nothing;
  if (subscription.status !== 'active' && subscription.status !== 'trialing') return nothing;
  const { includedSeats, maxSeats } = offer.terms;
  const needed = Math.max(team, includedSeats);
  const seats = maxSeats !== null && needed > maxSeats ? maxSeats : needed;
  const { scheduled, openRequests } = account;
  for (const request of Object.values(openRequests)) {
    if (request.kind === 'changeSubscription' && request.target.seats === seats) return nothing;
    if ('subscriptionId' in request && request.kind !== 'setDefaultPaymentMethod') return { step: 'wait' };
  }
  if (!scheduled) return seats === (subscription.seats ?? includedSeats) ? nothing : { step: 'change', seats };
  const { from, target, due } = scheduled;
  const onlySeats = from.planId === target.planId && from.interval === target.interval;
  if (!onlySeats || target.seats === seats) return nothing;
  return due ? { step: 'wait' } : { step: 'undo' };
}

/** Whether somebody chooses seats that follow the team. */
export const choosesSeatsOfTeam = (
  { seats, forTeam }: Pick<ChangeSubscription['data'], 'seats' | 'forTeam'>,
  { seatsPolicy }: Pick<BillingAccount, 'seatsPolicy'>,
): boolean => seatsPolicy === 'followsTeam' && seats !== null && forTeam !== true;
