import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { dailyUsage } from '../../../projections/analytics/usageBatches/usageBatches.query.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { dayRange, rangeRefusal, rangeRefusals } from './dayRange.js';

const units = z
  .string()
  .regex(/^-?\d+$/)
  .meta({ description: 'Whole units, in decimal digits.' });
const day = z
  .object({
    meter: z.string().meta({ example: 'agent_runs' }),
    day: z.iso.date(),
    records: z.int(),
    quantity: units.meta({ description: 'Units, corrections included.' }),
  })
  .meta({ id: 'UsageOfDay' });

export const usageAnalyticsRoutes = (clickHouse: ClickHouseClient): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/analytics/usage',
    operationId: 'getDailyUsage',
    summary: 'What your organization used of each meter, by day',
    description: 'By the day it was used on, whatever billing period it counts in.',
    tag: 'Analytics',
    permission: 'analytics:read',
    kind: 'query',
    readModels: ['analytics.usage_batches'],
    query: dayRange,
    answers: { 200: z.object({ data: z.array(day) }) },
    refusals: rangeRefusals,
    handle: async ({ caller, query: { from, to } }) => {
      const refusal = rangeRefusal({ from, to });
      if (refusal) return refused(refusal);
      const rows = await dailyUsage(clickHouse, { organizationId: caller.organizationId, from, to });
      const data = rows.map(({ records, quantity, ...rest }) => ({
        ...rest,
        records: Number(records),
        quantity: quantity.toString(),
      }));
      return { status: 200, body: { data } };
    },
  }),
];
