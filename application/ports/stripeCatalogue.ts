import type { SyncedVersion } from '../../domain/billing/plan/plan.decider.js';
import type { PlanTerms } from '../../domain/billing/plan/planTerms.js';

/** Stripe's products, prices and meters. */
export interface StripeCatalogue {
  /**
   * Makes Stripe sell a plan version: its product, a price under each lookup key and the meters they count by. What is
   * there already is found and kept, so asking again changes nothing.
   * @param cause id of the event behind it; Stripe's idempotency keys are derived from it
   * @throws when Stripe cannot be reached, or holds something else under one of the lookup keys
   */
  sync(planId: string, version: number, terms: PlanTerms, cause: string): Promise<SyncedVersion>;
}
