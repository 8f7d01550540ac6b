import type { PlanOffer } from '../../domain/billing/billingAccount/billingAccount.commands.js';
import { planDecider } from '../../domain/billing/plan/plan.decider.js';
import { planStream } from '../../domain/billing/streams.js';
import type { CurrentState } from '../handleCommand.js';

/** @param version of those published, also when it is no longer sold; without one, what is sold now */
export type PlanOfferOf = (planId: string, version?: number | null) => Promise<PlanOffer | undefined>;

/** What a plan sells, in the version asked for; undefined where it sells nothing so. */
export const planOfferOf =
  (currentState: CurrentState): PlanOfferOf =>
  async (planId, asked) => {
    const plan = await currentState(planStream(planId), planDecider);
    const version = asked ?? (plan.retired ? null : plan.current);
    const published = version === null ? undefined : plan.versions[version];
    return version !== null && published ? { planId, version, terms: published.terms } : undefined;
  };
