import { z } from 'zod';
import { type EntitledAccount, governing } from '../../../domain/billing/entitlements/entitledAccount.js';
import { type EntitlementSet, entitlementsOf } from '../../../domain/billing/entitlements/entitlements.js';
import type { SoldVersion } from '../../../domain/billing/plan/planHistory.js';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

// The projectors wrote the documents from events that were checked when they were read.
const entitled = z.object({ subscriptions: z.custom<EntitledAccount>(Array.isArray) });
const sold = z.object({ versions: z.custom<readonly SoldVersion[]>(Array.isArray) });

/** What an organization may do, as far as the read models `billing.entitlements` and `billing.plans` have come. */
export async function currentEntitlements(db: CommonQueryMethods, organizationId: string): Promise<EntitlementSet> {
  const found = await db.maybeOne(sql.type(entitled)`
    SELECT subscriptions FROM billing.entitlements WHERE organization_id = ${organizationId}`);
  const account = found?.subscriptions ?? [];
  const planId = governing(account)?.planId ?? null;
  const plan =
    planId === null
      ? null
      : await db.maybeOne(sql.type(sold)`SELECT versions FROM billing.plans WHERE plan_id = ${planId}`);
  return entitlementsOf(account, () => plan?.versions ?? []);
}

const offering = z.object({ planId: z.string() });

/** Names of the plans on sale that have a feature or count a meter. */
export async function plansWith(db: CommonQueryMethods, feature: string): Promise<readonly string[]> {
  const rows = await db.any(sql.type(offering)`
    SELECT plan_id AS "planId"
    FROM billing.plans, jsonb_array_elements(versions) AS sold
    WHERE retired_at IS NULL AND (sold->>'version')::integer = version
      AND (sold->'terms'->'features' ? ${feature}
        OR sold->'terms'->'meters' @> jsonb_build_array(jsonb_build_object('meter', ${feature}::text)))
    ORDER BY plan_id`);
  return rows.map(({ planId }) => planId);
}
