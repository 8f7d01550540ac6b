import { z } from 'zod';
import type { PlanHistory } from '../../../domain/billing/plan/planHistory.js';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

// The projector wrote the documents from events that were checked when they were read.
const plan = z.object({
  planId: z.string(),
  version: z.number().nullable(),
  versions: z.custom<PlanHistory['versions']>(Array.isArray),
  draft: z.custom<PlanHistory['draft']>((value) => typeof value === 'object'),
  retiredAt: z.string().nullable(),
});

const columns = sql.fragment`plan_id AS "planId", version, versions, draft, retired_at AS "retiredAt"`;

/** Every plan there ever was, drafts and retired ones among them, by name. */
export const allPlans = (db: CommonQueryMethods): Promise<readonly PlanHistory[]> =>
  db.any(sql.type(plan)`SELECT ${columns} FROM billing.plans ORDER BY plan_id`);

/** Plans that can be bought today, by name. */
export const plansOnSale = (db: CommonQueryMethods): Promise<readonly PlanHistory[]> =>
  db.any(sql.type(plan)`
    SELECT ${columns} FROM billing.plans WHERE version IS NOT NULL AND retired_at IS NULL ORDER BY plan_id`);

/** One plan with all its versions; undefined when there is none of that name. */
export async function planById(db: CommonQueryMethods, planId: string): Promise<PlanHistory | undefined> {
  return (
    (await db.maybeOne(sql.type(plan)`SELECT ${columns} FROM billing.plans WHERE plan_id = ${planId}`)) ?? undefined
  );
}
