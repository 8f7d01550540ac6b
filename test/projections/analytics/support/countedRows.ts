import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { clickhouseQuery } from '../../../../projections/runtime/clickhouseQuery.js';

const integer = z.string().transform(Number);

/** What readers see: rows, distinct positions and event ids, and what the daily table has counted. */
export async function countedRows(client: ClickHouseClient) {
  const [counts] = await counted(client, {});
  return counts;
}

const counted = clickhouseQuery({
  sql: `SELECT (SELECT count() FROM analytics.events) AS events,
      (SELECT uniqExact(position) FROM analytics.events) AS positions,
      (SELECT uniqExact(event_id) FROM analytics.events) AS eventIds,
      (SELECT sum(events) FROM analytics.daily_events) AS dailyEvents`,
  params: z.object({}),
  row: z.object({ events: integer, positions: integer, eventIds: integer, dailyEvents: integer }),
  maxSeconds: 30,
  everyOrganization: true,
});

/** The same number of everything: each event once, in the table and in what its view has counted. */
export const once = (events: number) => ({ events, positions: events, eventIds: events, dailyEvents: events });
