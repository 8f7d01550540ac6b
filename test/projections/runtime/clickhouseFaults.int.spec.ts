import { describe, expect, it } from 'vitest';
import { readCheckpoints } from '../../../projections/runtime/checkpoints.js';
import { insertBlock } from '../../../projections/runtime/clickhouseInsert.js';
import { readRanges } from '../../../projections/runtime/clickhouseRanges.js';
import { verifyClickhouseProjector } from '../../../projections/runtime/clickhouseVerify.js';
import { until } from '../../support/until.js';
import { useAnalytics } from '../analytics/support/analytics.js';
import { countedRows, once } from '../analytics/support/countedRows.js';
import { interceptedInserts } from '../analytics/support/interceptedInserts.js';
import { jsonRows } from '../analytics/support/jsonRows.js';
import { testProjector } from '../analytics/support/runningEvents.js';

const analytics = useAnalytics();

describe('an insert whose outcome is not known', () => {
  it.each([
    ['fails before it is applied', false],
    ['is applied and its answer lost', true],
  ])('is repeated with the same range when it %s', async (_, applied) => {
    const { log, run, clickHouse } = analytics();
    let inserts = 0;
    const faulty = interceptedInserts(clickHouse, async (insert) => {
      if (++inserts % 3 === 0) return insert();
      if (applied) await insert();
      throw new Error('socket hang up');
    });
    const running = run({ clickHouse: faulty, bounds: { maxRows: 100, maxLength: 1e9, everyMs: 0 } });
    await running.reached(await log.append(900));
    expect(await countedRows(clickHouse)).toEqual(once(900));
    const errors = running.log.filter(({ level }) => level === 'error');
    expect(errors.length).toBeGreaterThanOrEqual(2);
    expect(running.status()).toMatchObject({ state: 'running', error: undefined });
  });

  it('is refused by the engine half-way, the table written and the view not: the repetition fills the view', async () => {
    const { log, run, clickHouse } = analytics();
    const running = run();
    await running.reached(await log.append(100));
    await clickHouse.command({ query: 'RENAME TABLE analytics.daily_events__g1 TO analytics.away' });
    const failed = running.failed();
    const head = await log.append(50);
    await failed;
    expect(running.status().error?.message).toBeTruthy();
    await clickHouse.command({ query: 'RENAME TABLE analytics.away TO analytics.daily_events__g1' });
    await running.reached(head);
    expect(await countedRows(clickHouse)).toEqual(once(150));
  });
});

describe('at a start', () => {
  it('rows that a view lost come back by repeating the recorded ranges', async () => {
    const { log, run, clickHouse } = analytics();
    const first = run({ bounds: { maxRows: 100, maxLength: 1e9, everyMs: 0 } });
    await first.reached(await log.append(1_000));
    await first.stop();
    await clickHouse.command({ query: 'TRUNCATE TABLE analytics.daily_events__g1' });
    expect(await countedRows(clickHouse)).toEqual({ ...once(1_000), dailyEvents: 0 });
    await run().reached(await log.eventStore.head());
    expect(await countedRows(clickHouse)).toEqual(once(1_000));
    expect(await generations()).toEqual(['1 live']);
  });

  it('rows that a power cut took after they were marked come back', async () => {
    const { log, run, clickHouse } = analytics();
    const first = run();
    await first.reached(await log.append(400));
    await clickHouse.command({ query: 'SYSTEM STOP MERGES analytics.events__g1' });
    await first.reached(await log.append(77));
    await first.stop();
    const parts = await jsonRows(
      clickHouse,
      `SELECT name FROM system.parts WHERE database = 'analytics' AND table = 'events__g1' AND active ORDER BY min_block_number`,
    );
    await clickHouse.command({ query: `ALTER TABLE analytics.events__g1 DROP PART '${parts.at(-1)?.name}'` });
    expect((await countedRows(clickHouse))?.events).toBeLessThan(477);
    await run().reached(await log.eventStore.head());
    expect(await countedRows(clickHouse)).toEqual(once(477));
  });

  it.each([
    [
      'deleted rows whose tokens the engine remembers',
      'ALTER TABLE analytics.events__g1 DELETE WHERE position % 7 = 0 SETTINGS mutations_sync = 2',
    ],
    [
      'rows that are there twice',
      'INSERT INTO analytics.events__g1 SELECT * FROM analytics.events__g1 WHERE position % 7 = 0',
    ],
    ['tables that are gone', 'DROP TABLE analytics.daily_events__g1 SYNC'],
  ])('%s lead to a new generation, served once it is complete', async (_, damage) => {
    const { log, run, clickHouse } = analytics();
    const first = run();
    await first.reached(await log.append(500));
    await first.stop();
    await clickHouse.command({ query: damage });
    const second = run();
    await second.reached(await log.append(20));
    expect(await countedRows(clickHouse)).toEqual(once(520));
    await until(async () => (await generations()).join() === '1 dropped,2 live');
  });

  it('a pending range whose events now give other rows leads to a new generation', async () => {
    const { log, run, clickHouse } = analytics();
    await log.append(100);
    const cut = interceptedInserts(clickHouse, async (insert) => {
      await insert();
      throw new Error('socket hang up');
    });
    const first = run({ clickHouse: cut });
    await first.failed();
    await first.stop();
    const changed = {
      ...testProjector,
      row: (event: Parameters<typeof testProjector.row>[0]) => ({ ...testProjector.row(event), actor_id: 'changed' }),
    };
    await run({ projector: changed }).reached(await log.eventStore.head());
    expect(await countedRows(clickHouse)).toEqual(once(100));
    expect(await jsonRows(clickHouse, 'SELECT DISTINCT actor_id FROM analytics.events')).toEqual([
      { actor_id: 'changed' },
    ]);
  });

  it('a repetition that the tables no longer remember is seen and does not stay', async () => {
    const { log, run, clickHouse } = analytics();
    const tableSql = testProjector.tableSql.replaceAll('window = 10000', 'window = 3');
    const projector = { ...testProjector, tableSql };
    const first = run({ projector, bounds: { maxRows: 50, maxLength: 1e9, everyMs: 0 } });
    for (let i = 0; i < 6; i++) await first.reached(await log.append(50));
    await first.stop();
    const [oldest] = await readRanges(log.pool, 'analytics.events', 1);
    const rows = await jsonRows(clickHouse, `SELECT * FROM analytics.events__g1 WHERE position <= ${oldest?.to}`);
    const lines = rows.map((row) => JSON.stringify(row));
    await insertBlock(clickHouse, 'analytics.events__g1', `analytics.events:1:${oldest?.from}-${oldest?.to}`, lines);
    expect((await countedRows(clickHouse))?.events).toBeGreaterThan(300);
    await run({ projector }).reached(await log.eventStore.head());
    expect(await countedRows(clickHouse)).toEqual(once(300));
  });
});

describe('a poison event', () => {
  it('stops the projector behind the last good event until it can be understood', async () => {
    const { log, run, clickHouse } = analytics();
    await log.append(120);
    const { metadata } = await firstEvent();
    const unknown = { id: '00000000-0000-4000-8000-000000000001', type: 'NotYetKnown', data: {}, metadata };
    const appended = await log.eventStore.append('thing-poison', [unknown], 'noStream');
    const head = await log.append(30);
    const running = run();
    await running.failed();
    const position = appended.outcome === 'appended' ? appended.position : undefined;
    expect(running.status()).toMatchObject({ state: 'stopped', error: { position } });
    expect(await countedRows(clickHouse)).toEqual(once(120));
    await running.stop();
    const codec = {
      ...log.codec,
      decode: (event: Parameters<typeof log.codec.decode>[0]) =>
        log.codec.decode({
          ...event,
          ...(event.type === 'NotYetKnown' && { type: 'ThingMoved', data: { number: 1 } }),
        }),
    };
    await run({ codec }).reached(head);
    expect(await countedRows(clickHouse)).toEqual(once(151));
  });
});

describe('verify', () => {
  it('compares ClickHouse with the log while the projector goes on, and names what differs', async () => {
    const { log, run, clickHouse } = analytics();
    const running = run();
    await running.reached(await log.append(800));
    const appending = log.append(3_000);
    expect((await verifyClickhouseProjector(testProjector, running.dependencies)).differences).toEqual([]);
    await running.reached(await appending);
    await clickHouse.command({
      query:
        'ALTER TABLE analytics.events__g1 DELETE WHERE position IN (SELECT max(position) FROM analytics.events__g1) SETTINGS mutations_sync = 2',
    });
    const { differences, rows } = await verifyClickhouseProjector(testProjector, running.dependencies);
    expect(rows).toBe(3_800n);
    expect(differences).toHaveLength(2);
  });
});

async function generations(): Promise<string[]> {
  const known = await readCheckpoints(analytics().log.pool, 'analytics.events');
  return known.map(({ generation, state }) => `${generation} ${state}`);
}

async function firstEvent() {
  for await (const event of analytics().log.eventStore.readAll(undefined)) return event;
  throw new Error('the log is empty');
}
