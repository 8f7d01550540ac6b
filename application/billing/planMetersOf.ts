import type { Plan } from '../../domain/billing/plan/plan.decider.js';
import type { PlanMeter } from '../../domain/billing/plan/planTerms.js';
import { planStream } from '../../domain/billing/streams.js';
import type { FollowedState } from '../followedStates.js';

/** What tells which version of which plan an organization bought. */
export type BoughtPlan = Readonly<{ planId: string | null; planVersion?: number | null; startedAt: string }>;
/** The meters of the plan version that was bought; null when that plan is not one of ours. */
export type PlanMetersOf = (bought: BoughtPlan) => Promise<readonly PlanMeter[] | null>;

/** Asks the catalogue: the version that is named, else the one that was sold at the beginning. */
export const planMetersOf =
  (plans: FollowedState<Plan>): PlanMetersOf =>
  async ({ planId, planVersion, startedAt }) => {
    if (planId === null) return null;
    const { versions } = await plans.current(planStream(planId));
    if (planVersion != null) return versions[planVersion]?.terms.meters ?? null;
    const published = Object.values(versions);
    const sold = published.findLast(({ publishedAt }) => publishedAt <= startedAt) ?? published[0];
    return sold?.terms.meters ?? null;
  };
