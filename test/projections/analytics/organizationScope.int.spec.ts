import { ClickHouseError } from '@clickhouse/client';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { latestEvents } from '../../../projections/analytics/events/events.query.js';
import { topEvents } from '../../../projections/analytics/events/topEvents.query.js';
import { clickhouseQuery, EVERY_ORGANIZATION } from '../../../projections/runtime/clickhouseQuery.js';
import { useAnalytics } from './support/analytics.js';

const analytics = useAnalytics();
const views = ['analytics.events', 'analytics.daily_events'];
const wide = { from: '2000-01-01', to: '2100-01-01' };

/** A query that forgets its condition. */
const careless = clickhouseQuery({
  sql: 'SELECT DISTINCT organization_id AS organizationId FROM analytics.events',
  params: z.object({ organizationId: z.string().optional() }),
  row: z.object({ organizationId: z.string() }),
});

async function tenOrganizations() {
  const { log, run, clickHouse } = analytics();
  await run().reached(await log.append(30));
  return clickHouse;
}

it('shows a query the rows of its organization, also where its SQL forgets to ask for them', async () => {
  const clickHouse = await tenOrganizations();
  for (const organizationId of ['organization-1', 'organization-2']) {
    expect(await careless(clickHouse, { organizationId })).toEqual([{ organizationId }]);
    expect(await latestEvents(clickHouse, { organizationId })).toHaveLength(3);
    const counted = await topEvents(clickHouse, { organizationId, ...wide });
    expect(counted.reduce((sum, { events }) => sum + events, 0n)).toBe(3n);
  }
  for (const stranger of ["organization-1' OR 1 = 1 --", 'organization-1\\', "\\' OR 1=1", 'organization-99'])
    expect(await careless(clickHouse, { organizationId: stranger }), stranger).toEqual([]);
  await expect(careless(clickHouse, { organizationId: EVERY_ORGANIZATION })).rejects.toThrow('not the id');
});

it('shows nothing to a query that names no organization', async () => {
  const clickHouse = await tenOrganizations();
  expect(await careless(clickHouse, {})).toEqual([]);
  for (const view of views) {
    const rows = await clickHouse.query({ query: `SELECT * FROM ${view}`, format: 'JSONEachRow' });
    expect(await rows.json(), view).toEqual([]);
  }
});

it('only reads, and only so much', async () => {
  const clickHouse = await tenOrganizations();
  const organizationId = 'organization-1';
  const asks = (sql: string) =>
    clickhouseQuery({ sql, params: z.object({ organizationId: z.string() }), row: z.object({}) })(clickHouse, {
      organizationId,
    });
  for (const sql of [
    'INSERT INTO analytics.events__g1 SELECT * FROM analytics.events',
    'TRUNCATE TABLE analytics.events__g1',
  ])
    await expect(asks(sql), sql).rejects.toBeInstanceOf(ClickHouseError);
  await expect(asks('SELECT number FROM numbers(200000001)')).rejects.toThrow('Limit for rows');
});
