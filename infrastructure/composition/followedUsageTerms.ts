import { planMetersOf } from '../../application/billing/planMetersOf.js';
import { type UsageTermsOf, usageTermsOf } from '../../application/billing/usageTermsOf.js';
import { followedDecider } from '../../application/followedDecider.js';
import type { FollowedStates } from '../../application/followedStates.js';
import { billingAccountDecider } from '../../domain/billing/billingAccount/billingAccount.decider.js';
import { planDecider } from '../../domain/billing/plan/plan.decider.js';

/** What usage is counted under, from accounts and plans that are kept in memory. */
export const followedUsageTerms = (followed: FollowedStates): UsageTermsOf =>
  usageTermsOf(
    followedDecider(followed, 'billingAccount', billingAccountDecider),
    planMetersOf(followedDecider(followed, 'plan', planDecider)),
  );
