import type { PlanOffer } from '../../domain/billing/billingAccount/billingAccount.commands.js';
import { billingAccountDecider } from '../../domain/billing/billingAccount/billingAccount.decider.js';
import { liveSubscription } from '../../domain/billing/billingAccount/billingAccountState.js';
import { billingAccountStream } from '../../domain/billing/streams.js';
import type { CurrentState } from '../handleCommand.js';
import type { PlanOfferOf } from './planOfferOf.js';

/** The plan version a change leads to, and the one the organization is on; null when that is none of our plans. */
export type OffersForChange = (
  organizationId: string,
  planId: string | null,
) => Promise<Readonly<{ offer: PlanOffer; current: PlanOffer | null }> | undefined>;

/**
 * Looks up both sides of a change. Who stays on a plan stays on the version that was bought; another plan is taken in
 * the version sold now. Undefined where there is no such plan, or none named and none to stay on.
 */
export const offersForChange =
  (currentState: CurrentState, planOfferOf: PlanOfferOf): OffersForChange =>
  async (organizationId, planId) => {
    const account = await currentState(billingAccountStream(organizationId), billingAccountDecider);
    const present = liveSubscription(account);
    const known = present?.planId ?? null;
    const current = known === null ? undefined : await planOfferOf(known, present?.planVersion);
    const stays = planId === null || planId === known;
    const offer = stays ? current : await planOfferOf(planId);
    return offer && { offer, current: current ?? null };
  };
