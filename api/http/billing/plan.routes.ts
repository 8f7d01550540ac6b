import { z } from 'zod';
import type { PlanHistory, SoldVersion } from '../../../domain/billing/plan/planHistory.js';
import { planById, plansOnSale } from '../../../projections/billing/plans/plans.query.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import { refused } from '../problem.js';
import { integerParameter } from '../requests/parameters.js';
import { type Route, route } from '../route.js';
import { planAnswer, planPath } from './plan.schemas.js';

const MOST_VERSIONS = 1_000_000;

const shown = (plan: PlanHistory, { version, terms, publishedAt }: SoldVersion): z.output<typeof planAnswer> => ({
  planId: plan.planId,
  version,
  name: terms.name,
  description: terms.description,
  prices: [...terms.prices],
  includedSeats: terms.includedSeats,
  maxSeats: terms.maxSeats,
  meters: terms.meters.map(({ overage, ...meter }) => ({
    ...meter,
    overage: Object.fromEntries(Object.entries(overage).map(([currency, tiers]) => [currency, [...tiers]])),
  })),
  features: [...terms.features],
  trialDays: terms.trialDays,
  publishedAt,
  onSale: plan.version === version && plan.retiredAt === null,
});

const versionOf = ({ versions }: PlanHistory, version: number | null): SoldVersion | undefined =>
  versions.find((each) => each.version === version);

/** From the cheapest to the dearest, by the first price of each; plans of one price by name. */
const byPrice = (one: z.output<typeof planAnswer>, other: z.output<typeof planAnswer>): number =>
  (one.prices[0]?.baseAmount ?? 0) - (other.prices[0]?.baseAmount ?? 0) || (one.planId < other.planId ? -1 : 1);

/** The public catalogue. */
export const planRoutes = (db: ScopedQueries): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/billing/plans',
    operationId: 'listPlans',
    summary: 'The plans on sale',
    description: 'Each with its current version and all its prices, from the cheapest to the dearest.',
    tag: 'Billing',
    permission: 'public',
    kind: 'query',
    readModels: ['billing.plans'],
    answers: { 200: z.object({ data: z.array(planAnswer) }) },
    handle: async () => {
      const plans = await plansOnSale(db.shared);
      const data = plans.flatMap((plan) => {
        const sold = versionOf(plan, plan.version);
        return sold ? [shown(plan, sold)] : [];
      });
      return { status: 200, body: { data: data.sort(byPrice) } };
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/billing/plans/:planId',
    operationId: 'getPlan',
    summary: 'One plan, in its current version or an older one',
    description: 'Customers stay on the version they bought until they are moved, so older versions remain readable.',
    tag: 'Billing',
    permission: 'public',
    kind: 'query',
    readModels: ['billing.plans'],
    params: planPath,
    query: z.object({
      version: integerParameter({ min: 1, max: MOST_VERSIONS })
        .optional()
        .meta({ description: 'Default: the one sold last.' }),
    }),
    answers: { 200: planAnswer },
    refusals: ['not_found'],
    handle: async ({ params: { planId }, query: { version } }) => {
      const plan = await planById(db.shared, planId);
      const sold = plan && versionOf(plan, version ?? plan.version);
      return plan && sold ? { status: 200, body: shown(plan, sold) } : refused('not_found');
    },
  }),
];
