import { describe, expect, it } from 'vitest';
import { latestEvents } from '../../../projections/analytics/events/events.query.js';
import { topEvents } from '../../../projections/analytics/events/topEvents.query.js';
import { readRanges } from '../../../projections/runtime/clickhouseRanges.js';
import { until } from '../../support/until.js';
import { useAnalytics } from './support/analytics.js';
import { countedRows, once } from './support/countedRows.js';
import { jsonRows } from './support/jsonRows.js';

const analytics = useAnalytics();

describe('analytics.events', () => {
  it('holds every event once, from before and after the start', async () => {
    const { log, run, clickHouse } = analytics();
    await log.append(2_000);
    const running = run();
    await running.reached(await log.append(500));
    expect(await countedRows(clickHouse)).toEqual(once(2_500));
  });

  it('holds exactly what was recorded', async () => {
    const { log, run, clickHouse } = analytics();
    await run().reached(await log.append(700));
    const rows = await jsonRows(
      clickHouse,
      'SELECT toString(position) AS position, toString(event_id) AS id, type, context, stream, toString(revision) AS revision, actor_id, data FROM analytics.events ORDER BY analytics.events.position',
    );
    const expected: object[] = [];
    for await (const event of log.eventStore.readAll(undefined)) {
      const { position, id, type, stream, revision, data, metadata } = event;
      const { actor } = metadata as { actor: { id: string } };
      const shown = { position: `${position}`, id, type, context: 'store', stream, revision: `${revision}` };
      expected.push({ ...shown, actor_id: actor.id, data: JSON.stringify(data) });
    }
    expect(rows).toEqual(expected);
  });

  it('tells who listens which organizations have new events', async () => {
    const { log, run } = analytics();
    const running = run();
    await running.reached(await log.append(1));
    const heard = new Set<string>();
    running.wakeUps.subscribe('readModel.analytics.events', ({ organizationIds }) => {
      for (const id of organizationIds) heard.add(id);
    });
    await log.append(3);
    await until(() => heard.size >= 3);
    expect([...heard].sort()).toEqual(['organization-1', 'organization-2', 'organization-3']);
  });

  it('never holds a personal field, and says which it left out', async () => {
    const { log, run, clickHouse } = analytics();
    const seen = { personId: 'p-1', fullName: 'Grace Hopper', place: 'harbour' };
    const head = await log.appendEvents([{ type: 'PersonSeen', data: seen }], { organizationId: null });
    await run().reached(head);
    const [row, ...others] = await jsonRows(clickHouse, 'SELECT * FROM analytics.events');
    expect(others).toEqual([]);
    expect(row).toMatchObject({ context: 'people', organization_id: '', withheld: ['fullName'] });
    expect(JSON.parse(String(row?.data))).toEqual({ personId: 'p-1', place: 'harbour' });
    expect(JSON.stringify(row)).not.toMatch(/Grace|Hopper|\$encrypted/);
  });

  it('inserts seldom while events trickle in', async () => {
    const { log, run } = analytics();
    const running = run();
    await running.reached(await log.append(1));
    const from = performance.now();
    for (let i = 0; i < 40; i++) await log.append(1);
    await running.reached(await log.eventStore.head());
    const ranges = await readRanges(log.pool, 'analytics.events', 1);
    expect(ranges.reduce((sum, { rows }) => sum + rows, 0n)).toBe(41n);
    expect(ranges.length).toBeLessThanOrEqual(3 + (performance.now() - from) / 150);
  });

  it('documents every column where analysts read it, and deduplicates in every table', async () => {
    const { log, run, clickHouse } = analytics();
    await run().reached(await log.append(1));
    const undocumented = await jsonRows(
      clickHouse,
      `SELECT table, name FROM system.columns WHERE database = 'analytics' AND table IN ('events', 'daily_events') AND comment = ''`,
    );
    expect(undocumented).toEqual([]);
    const tables = await jsonRows(
      clickHouse,
      `SELECT name, extract(engine_full, 'deduplication_window = (\\\\d+)') AS window FROM system.tables
       WHERE database = 'analytics' AND engine LIKE '%MergeTree' ORDER BY name`,
    );
    expect(tables.map(({ name }) => name)).toEqual(['daily_events__g1', 'events__g1']);
    for (const { window } of tables) expect(Number(window)).toBeGreaterThanOrEqual(1_000);
  });
});

describe('topEvents', () => {
  it('counts the events of one organization by type within a range of days', async () => {
    const { log, run, clickHouse } = analytics();
    await run().reached(await log.append(7_200));
    const organizationId = 'organization-3';
    const all = await topEvents(clickHouse, { organizationId, from: '2026-01-01', to: '2027-01-01' });
    expect(all).toEqual([
      { type: 'ThingMade', events: 480n },
      { type: 'ThingMoved', events: 240n },
    ]);
    // 5,760 events a day, every tenth of the organization, every third of those a ThingMoved.
    const day = await topEvents(clickHouse, { organizationId, from: '2026-01-01', to: '2026-01-02' });
    expect(day).toEqual([
      { type: 'ThingMade', events: 384n },
      { type: 'ThingMoved', events: 192n },
    ]);
    expect(await topEvents(clickHouse, { organizationId: 'other', from: '2026-01-01', to: '2027-01-01' })).toEqual([]);
  });

  it('wants an organization, a real date and a bounded limit', async () => {
    const { clickHouse } = analytics();
    const good = { organizationId: 'o', from: '2026-01-01', to: '2026-01-02' };
    await expect(topEvents(clickHouse, { ...good, organizationId: '' })).rejects.toThrow('organizationId');
    await expect(topEvents(clickHouse, { ...good, from: "2026-01-01' OR 1" })).rejects.toThrow('from');
    await expect(topEvents(clickHouse, { ...good, limit: 1e9 })).rejects.toThrow('limit');
  });
});

describe('latestEvents', () => {
  it('pages through an organization newest first, each event once', async () => {
    const { log, run, clickHouse } = analytics();
    await run().reached(await log.append(1_000));
    const organizationId = 'organization-7';
    const positions: bigint[] = [];
    for (let before: bigint | undefined; ; ) {
      const page = await latestEvents(clickHouse, {
        organizationId,
        limit: 30,
        ...(before !== undefined && { before }),
      });
      positions.push(...page.map(({ position }) => position));
      before = page.at(-1)?.position;
      if (page.length < 30) break;
    }
    const expected: bigint[] = [];
    for await (const { position, metadata } of log.eventStore.readAll(undefined)) {
      if ((metadata as { organizationId: string }).organizationId === organizationId) expected.unshift(position);
    }
    expect(positions).toEqual(expected);
    expect(positions).toHaveLength(100);
  });

  it('gives whole events back', async () => {
    const { log, run, clickHouse } = analytics();
    await run().reached(await log.append(2));
    const [event] = await latestEvents(clickHouse, { organizationId: 'organization-1' });
    expect(event).toMatchObject({
      type: 'ThingMade',
      context: 'store',
      stream: 'thing-0',
      revision: 1n,
      occurredAt: new Date('2026-01-01T00:00:15.000Z'),
      actorId: 'user-1',
      correlationId: 'correlation-1',
      data: { number: 1 },
      withheld: [],
    });
  });

  it('answers an error with an error, never with nothing', async () => {
    const { log, run, clickHouse } = analytics();
    await run().reached(await log.append(1));
    await clickHouse.command({ query: 'RENAME TABLE analytics.events__g1 TO analytics.away' });
    try {
      await expect(latestEvents(clickHouse, { organizationId: 'organization-0' })).rejects.toMatchObject({
        type: 'UNKNOWN_TABLE',
      });
    } finally {
      await clickHouse.command({ query: 'RENAME TABLE analytics.away TO analytics.events__g1' });
    }
  });
});
