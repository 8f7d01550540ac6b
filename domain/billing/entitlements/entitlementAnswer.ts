import type { AccessRule, EntitlementSet, MeterLimit } from './entitlements.js';
import type { Evidence } from './evidence.js';

/** Why a feature or a meter is allowed, or not. */
export type EntitlementRule = 'IN_PLAN' | 'IN_PLAN_IN_GRACE' | 'NOT_IN_PLAN' | Exclude<AccessRule, GrantingRule>;
type GrantingRule = 'SUBSCRIPTION_IN_FORCE' | 'SUBSCRIPTION_PAST_DUE_IN_GRACE';

export type EntitlementAnswer = Readonly<{
  feature: string;
  allowed: boolean;
  rule: EntitlementRule;
  /** The rule in words, for the person who is refused. */
  reason: string;
  /** What of a meter is included; null for a feature. */
  limit: MeterLimit | null;
  /** The event that decided; null when none was ever recorded. */
  decidedBy: Evidence | null;
}>;

const reasons: Readonly<Record<EntitlementRule, string>> = {
  IN_PLAN: 'The plan has it and the subscription is in force.',
  IN_PLAN_IN_GRACE: 'The plan has it; the last payment failed, and access goes on while it is tried again.',
  NOT_IN_PLAN: 'The plan of the organization does not have it.',
  NO_SUBSCRIPTION: 'The organization has no subscription.',
  SUBSCRIPTION_INCOMPLETE: 'The first payment of the subscription is not done yet.',
  SUBSCRIPTION_UNPAID: 'The subscription is not paid.',
  SUBSCRIPTION_PAUSED: 'The subscription is paused.',
  SUBSCRIPTION_ENDED: 'The subscription has ended.',
  PLAN_UNKNOWN: 'The subscription is not on one of the plans sold here.',
};

/** Whether an organization may use a feature or a meter, by which rule, and which event decided. */
export function answerFor(set: EntitlementSet, feature: string): EntitlementAnswer {
  const [bySubscription = null, byPlan = null] = set.because;
  const limit = set.limits.find(({ meter }) => meter === feature) ?? null;
  const isIncluded = limit !== null || set.features.includes(feature);
  const rule = ruleFor(set.rule, isIncluded);
  const allowed = rule === 'IN_PLAN' || rule === 'IN_PLAN_IN_GRACE';
  const decidedBy = allowed || rule === 'NOT_IN_PLAN' ? byPlan : bySubscription;
  return { feature, allowed, rule, reason: reasons[rule], limit, decidedBy };
}

function ruleFor(rule: AccessRule, isIncluded: boolean): EntitlementRule {
  switch (rule) {
    case 'SUBSCRIPTION_IN_FORCE':
      return isIncluded ? 'IN_PLAN' : 'NOT_IN_PLAN';
    case 'SUBSCRIPTION_PAST_DUE_IN_GRACE':
      return isIncluded ? 'IN_PLAN_IN_GRACE' : 'NOT_IN_PLAN';
    case 'NO_SUBSCRIPTION':
    case 'SUBSCRIPTION_INCOMPLETE':
    case 'SUBSCRIPTION_UNPAID':
    case 'SUBSCRIPTION_PAUSED':
    case 'SUBSCRIPTION_ENDED':
    case 'PLAN_UNKNOWN':
      return rule;
  }
}
