import { z } from 'zod';
import type { AskEntitlements } from '../../../application/billing/askEntitlements.js';
import { answerFor } from '../../../domain/billing/entitlements/entitlementAnswer.js';
import type { EntitlementSet } from '../../../domain/billing/entitlements/entitlements.js';
import { currentEntitlements, plansWith } from '../../../projections/billing/entitlements/entitlements.query.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { asOfParameter, entitlementAnswer, entitlementsAnswer, featurePath } from './entitlement.schemas.js';

type AsOf = z.output<typeof asOfParameter> | undefined;

const readModels = ['billing.entitlements', 'billing.plans'];
const query = z.object({ asOf: asOfParameter.optional() });

const shown = (set: EntitlementSet): z.output<typeof entitlementsAnswer> => ({
  ...set,
  features: [...set.features],
  limits: [...set.limits],
  because: [...set.because],
});

/** What an organization may do, and why. */
export function entitlementRoutes(db: ScopedQueries, ask: AskEntitlements): readonly Route[] {
  const setOf = (organizationId: string, asOf: AsOf): Promise<EntitlementSet> =>
    asOf ? ask.asOf(organizationId, asOf) : currentEntitlements(db.of(organizationId), organizationId);

  return [
    route({
      method: 'GET',
      path: '/api/v1/billing/entitlements',
      operationId: 'getEntitlements',
      summary: 'What your organization may do by its plan',
      description: 'Features, limits and seats of the plan version it is on, and the events this follows from.',
      tag: 'Billing',
      permission: 'organization:read',
      kind: 'query',
      readModels,
      query,
      answers: { 200: entitlementsAnswer },
      refusals: ['AS_OF_NOT_YET'],
      handle: async ({ caller, query: { asOf } }) => {
        if (asOf && !(await ask.hasCome(asOf))) return refused('AS_OF_NOT_YET');
        return { status: 200, body: shown(await setOf(caller.organizationId, asOf)) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/billing/entitlements/:feature',
      operationId: 'getEntitlement',
      summary: 'Whether your organization may use a feature or a meter, and why',
      tag: 'Billing',
      permission: 'organization:read',
      kind: 'query',
      readModels,
      params: featurePath,
      query,
      answers: { 200: entitlementAnswer },
      refusals: ['AS_OF_NOT_YET'],
      handle: async ({ caller, params: { feature }, query: { asOf } }) => {
        if (asOf && !(await ask.hasCome(asOf))) return refused('AS_OF_NOT_YET');
        const [set, availableIn] = await Promise.all([
          setOf(caller.organizationId, asOf),
          plansWith(db.shared, feature),
        ]);
        return { status: 200, body: { ...answerFor(set, feature), availableIn: [...availableIn] } };
      },
    }),
  ];
}
