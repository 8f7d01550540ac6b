import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { latestEvents } from '../../../projections/analytics/events/events.query.js';
import { topEvents } from '../../../projections/analytics/events/topEvents.query.js';
import { pageOf } from '../answers/pageOf.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { dayRange, rangeRefusal, rangeRefusals } from './dayRange.js';

const event = z
  .object({
    eventId: z.string(),
    type: z.string().meta({ example: 'InvoicePaid' }),
    context: z.string().meta({ example: 'billing' }),
    occurredAt: z.iso.datetime(),
    actorKind: z.string(),
    actorId: z.string(),
    correlationId: z.string(),
    data: z.record(z.string(), z.unknown()),
    withheld: z.array(z.string()).meta({ description: 'Fields left out because they hold personal data.' }),
  })
  .meta({ id: 'Event' });

const count = z.object({ type: z.string(), events: z.int() });
const place = z.object({ position: z.string().regex(/^\d{1,20}$/) });

export const analyticsRoutes = (clickHouse: ClickHouseClient): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/analytics/top-events',
    operationId: 'getTopEvents',
    summary: 'How often each type of event happened in your organization',
    tag: 'Analytics',
    permission: 'analytics:read',
    kind: 'query',
    readModels: ['analytics.events'],
    query: dayRange,
    answers: { 200: z.object({ data: z.array(count) }) },
    refusals: rangeRefusals,
    handle: async ({ caller, query: { from, to } }) => {
      const refusal = rangeRefusal({ from, to });
      if (refusal) return refused(refusal);
      const { organizationId } = caller;
      const rows = await topEvents(clickHouse, { organizationId, from, to });
      return { status: 200, body: { data: rows.map(({ type, events }) => ({ type, events: Number(events) })) } };
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/analytics/events',
    operationId: 'listEvents',
    summary: 'What happened in your organization, newest first',
    tag: 'Analytics',
    permission: 'analytics:read',
    kind: 'query',
    readModels: ['analytics.events'],
    list: { sorts: ['-occurredAt'], key: place },
    answers: { 200: z.object({ data: z.array(event), nextCursor: z.string().nullable() }) },
    handle: async ({ caller, page }) => {
      const { organizationId } = caller;
      const before = page.after && BigInt(page.after.position);
      const found = await latestEvents(clickHouse, { organizationId, limit: page.limit + 1, before });
      const { data, nextCursor } = pageOf(found, page, ({ position }) => ({ position: position.toString() }));
      return { status: 200, body: { data: data.map(shown), nextCursor } };
    },
  }),
];

type Found = Awaited<ReturnType<typeof latestEvents>>[number];

const shown = ({ eventId, type, context, occurredAt, actorKind, actorId, correlationId, data, withheld }: Found) => ({
  eventId,
  type,
  context,
  occurredAt: occurredAt.toISOString(),
  actorKind,
  actorId,
  correlationId,
  data: data as Record<string, unknown>,
  withheld,
});
