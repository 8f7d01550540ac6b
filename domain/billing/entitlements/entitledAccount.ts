import {
  type BillingInterval,
  isTerminal,
  type SubscriptionSnapshot,
  type SubscriptionStatus,
} from '../billingAccount/subscriptionSnapshot.js';
import type { Evidence } from './evidence.js';

/** What of a subscription decides what an organization may do, and the event that said it last. */
export type KnownSubscription = Readonly<{
  subscriptionId: string;
  status: SubscriptionStatus;
  planId: string | null;
  planVersion: number | null;
  /** Null where Stripe was not told: then as many as the plan includes. */
  seats: number | null;
  startedAt: string;
  currentPeriodStart: string;
  currentPeriodEnd: string;
  interval: BillingInterval;
  intervalCount: number;
  trialEndsAt: string | null;
  cancelAt: string | null;
  evidence: Evidence;
}>;

/** The subscriptions of an organization that have not ended, and of those that have the one heard of last. */
export type EntitledAccount = readonly KnownSubscription[];

/** The account once a subscription has been described. */
export function described(account: EntitledAccount, said: SubscriptionSnapshot, evidence: Evidence): EntitledAccount {
  const subscription: KnownSubscription = {
    subscriptionId: said.subscriptionId,
    status: said.status,
    planId: said.planId,
    planVersion: said.planVersion ?? null,
    seats: said.seats ?? null,
    startedAt: said.startedAt,
    currentPeriodStart: said.currentPeriodStart,
    currentPeriodEnd: said.currentPeriodEnd,
    interval: said.interval,
    intervalCount: said.intervalCount,
    trialEndsAt: said.trialEndsAt,
    cancelAt: said.cancelAt,
    evidence,
  };
  const others = account.filter((each) => each.subscriptionId !== said.subscriptionId && !isTerminal(each));
  return [...others, subscription];
}

/** The subscription that counts: of those in force the one that began last, else the one that has ended. */
export function governing(account: EntitledAccount): KnownSubscription | null {
  const inForce = account.filter((each) => !isTerminal(each));
  const candidates = inForce.length > 0 ? inForce : account;
  return candidates.reduce<KnownSubscription | null>(
    (best, each) => (best === null || each.startedAt >= best.startedAt ? each : best),
    null,
  );
}
