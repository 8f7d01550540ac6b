import type { SubscriptionStatus } from '../billingAccount/subscriptionSnapshot.js';
import { type BilledEvery, meterForPeriod } from '../plan/meterForPeriod.js';
import { type SoldVersion, versionBought } from '../plan/planHistory.js';
import { type EntitledAccount, governing, type KnownSubscription } from './entitledAccount.js';
import type { Evidence } from './evidence.js';

/** Why an organization may use its plan, or may not. */
export type AccessRule =
  | 'SUBSCRIPTION_IN_FORCE'
  | 'SUBSCRIPTION_PAST_DUE_IN_GRACE'
  | 'NO_SUBSCRIPTION'
  | 'SUBSCRIPTION_INCOMPLETE'
  | 'SUBSCRIPTION_UNPAID'
  | 'SUBSCRIPTION_PAUSED'
  | 'SUBSCRIPTION_ENDED'
  | 'PLAN_UNKNOWN';

/** Units of a meter that each billing period includes, and whether more are refused or charged. */
export type MeterLimit = Readonly<{ meter: string; included: number; limit: 'hard' | 'soft' }>;

/** What an organization may do. */
export type EntitlementSet = Readonly<{
  access: 'full' | 'grace' | 'none';
  rule: AccessRule;
  subscriptionId: string | null;
  status: SubscriptionStatus | null;
  planId: string | null;
  planVersion: number | null;
  planName: string | null;
  /** Empty without access. */
  features: readonly string[];
  /** Empty without access. */
  limits: readonly MeterLimit[];
  seats: Readonly<{ included: number; purchased: number; max: number | null }> | null;
  period: Readonly<{ start: string; end: string }> | null;
  trialEndsAt: string | null;
  cancelAt: string | null;
  /** The events this follows from: of the subscription, and the one that published the plan version. */
  because: readonly Evidence[];
}>;

/** Granted while trialing and active, in grace while past due, and otherwise not (docs.stripe.com/billing/subscriptions/overview). */
const ruleOf: Readonly<Record<SubscriptionStatus, AccessRule>> = {
  trialing: 'SUBSCRIPTION_IN_FORCE',
  active: 'SUBSCRIPTION_IN_FORCE',
  past_due: 'SUBSCRIPTION_PAST_DUE_IN_GRACE',
  incomplete: 'SUBSCRIPTION_INCOMPLETE',
  incomplete_expired: 'SUBSCRIPTION_ENDED',
  unpaid: 'SUBSCRIPTION_UNPAID',
  paused: 'SUBSCRIPTION_PAUSED',
  canceled: 'SUBSCRIPTION_ENDED',
};

const accessBy = (rule: AccessRule): EntitlementSet['access'] =>
  rule === 'SUBSCRIPTION_IN_FORCE' ? 'full' : rule === 'SUBSCRIPTION_PAST_DUE_IN_GRACE' ? 'grace' : 'none';

const nothing: EntitlementSet = {
  access: 'none',
  rule: 'NO_SUBSCRIPTION',
  subscriptionId: null,
  status: null,
  planId: null,
  planVersion: null,
  planName: null,
  features: [],
  limits: [],
  seats: null,
  period: null,
  trialEndsAt: null,
  cancelAt: null,
  because: [],
};

/**
 * What an organization may do.
 * @param versionsOf the published versions of a plan, ascending; empty for a plan that nobody knows
 */
export function entitlementsOf(
  account: EntitledAccount,
  versionsOf: (planId: string) => readonly SoldVersion[],
): EntitlementSet {
  const subscription = governing(account);
  if (!subscription) return nothing;
  const { planId, planVersion, startedAt } = subscription;
  const sold = planId === null ? undefined : versionBought(versionsOf(planId), planVersion, startedAt);
  const byStatus = ruleOf[subscription.status];
  const rule = accessBy(byStatus) !== 'none' && !sold ? 'PLAN_UNKNOWN' : byStatus;
  return {
    ...said(subscription, sold),
    rule,
    access: accessBy(rule),
    ...(accessBy(rule) !== 'none' && granted(sold, subscription)),
  };
}

const said = (subscription: KnownSubscription, sold: SoldVersion | undefined): EntitlementSet => ({
  ...nothing,
  subscriptionId: subscription.subscriptionId,
  status: subscription.status,
  planId: subscription.planId,
  planVersion: sold?.version ?? subscription.planVersion,
  planName: sold?.terms.name ?? null,
  seats: sold ? seatsOf(subscription, sold) : null,
  period: { start: subscription.currentPeriodStart, end: subscription.currentPeriodEnd },
  trialEndsAt: subscription.trialEndsAt,
  cancelAt: subscription.cancelAt,
  because: [subscription.evidence, ...(sold ? [sold.evidence] : [])],
});

const seatsOf = ({ seats }: KnownSubscription, { terms }: SoldVersion): EntitlementSet['seats'] => ({
  included: terms.includedSeats,
  purchased: Math.max(seats ?? 0, terms.includedSeats),
  max: terms.maxSeats,
});

const granted = (sold: SoldVersion | undefined, every: BilledEvery) => ({
  features: sold?.terms.features ?? [],
  limits: (sold?.terms.meters ?? [])
    .map((monthly) => meterForPeriod(monthly, every))
    .map(({ meter, included, limit }) => ({ meter, included, limit })),
});
