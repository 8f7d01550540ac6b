import { evidenceOf } from '../../../application/events/evidenceOf.js';
import type { Recorded } from '../../../application/events/recordedEvent.js';
import type { PlanEvent } from '../../../domain/billing/plan/plan.events.js';
import { historyAfter, type PlanHistory } from '../../../domain/billing/plan/planHistory.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

const changed = row<Recorded<PlanEvent>, PlanHistory>(
  ({ data }) => data.planId,
  (known, event) => historyAfter(known, event, evidenceOf(event)),
);

/** One row per plan with all its versions: for the catalogue, and for customers who stay on an older one. */
export const plansProjector = postgresProjector<PlanEvent, PlanHistory>({
  name: 'billing.plans',
  version: 1,
  tableSql: tableSql(import.meta.url, 'plans'),
  key: 'planId',
  shared: 'What is on sale is public.',
  on: {
    PlanVersionDrafted: changed,
    PlanDraftRevised: changed,
    PlanDraftDiscarded: changed,
    PlanVersionPublished: changed,
    PlanSynced: changed,
    PlanRetired: changed,
  },
});
