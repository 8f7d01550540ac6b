import { afterEach, describe, expect, it } from 'vitest';
import { connectClickHouse } from '../../../infrastructure/clickhouse/client.js';
import { latestEvents } from '../../../projections/analytics/events/events.query.js';
import { topEvents } from '../../../projections/analytics/events/topEvents.query.js';
import { useAnalytics } from '../../projections/analytics/support/analytics.js';
import { countedRows, once } from '../../projections/analytics/support/countedRows.js';
import { type EngineOverHttp, serveEngine } from './engineOverHttp.js';

const analytics = useAnalytics();
const open: { stop: () => Promise<void> }[] = [];

afterEach(async () => {
  for (const { stop } of open.splice(0).reverse()) await stop();
});

async function server(port?: number): Promise<EngineOverHttp> {
  const served = await serveEngine(analytics().clickHouse, port);
  open.push(served);
  return served;
}

async function connect(url: string) {
  const connected = await connectClickHouse(url);
  open.push(connected);
  return connected.client;
}

describe('a ClickHouse server', () => {
  it('is told with every request to write before it answers, to deduplicate, and to end', async () => {
    const { url, lastSettings } = await server();
    const client = await connect(url);
    await client.command({ query: 'SELECT 1' });
    expect(lastSettings()).toMatchObject({
      async_insert: '0',
      insert_deduplicate: '1',
      deduplicate_blocks_in_dependent_materialized_views: '1',
      max_execution_time: '60',
    });
  });

  it('that does not answer is named, and its password is not', async () => {
    await expect(connectClickHouse('http://someone:secret-word@127.0.0.1:9')).rejects.toThrow(
      /^ClickHouse at 127\.0\.0\.1:9 does not answer/,
    );
    await expect(connectClickHouse('http://someone:secret-word@127.0.0.1:9')).rejects.not.toThrow(/secret-word/);
  });

  it('whose answers get lost after the inserts were applied holds every event once', async () => {
    const { log, run } = analytics();
    const { url, fate } = await server();
    const clickHouse = await connect(url);
    let inserts = 0;
    fate(() => (++inserts % 3 === 0 ? 'arrives' : 'is lost'));
    const running = run({ clickHouse, bounds: { maxRows: 200, maxLength: 1e9, everyMs: 0 } });
    await running.reached(await log.append(1_000));
    expect(inserts).toBeGreaterThan(5);
    expect(await countedRows(clickHouse)).toEqual(once(1_000));
    const [latest] = await latestEvents(clickHouse, { organizationId: 'organization-9', limit: 1 });
    expect(latest).toMatchObject({ data: { number: 999 } });
    const top = await topEvents(clickHouse, { organizationId: 'organization-9', from: '2026-01-01', to: '2026-02-01' });
    expect(top.reduce((sum, { events }) => sum + events, 0n)).toBe(100n);
  });

  it('that is away is waited for: the log keeps what is to come, and queries say that nothing is known', async () => {
    const { log, run } = analytics();
    const before = await serveEngine(analytics().clickHouse);
    const clickHouse = await connect(before.url);
    const running = run({ clickHouse });
    await running.reached(await log.append(200));
    await before.stop();
    const failed = running.failed();
    const head = await log.append(300);
    await failed;
    expect(running.status()).toMatchObject({ state: 'stopped' });
    await expect(latestEvents(clickHouse, { organizationId: 'organization-9' })).rejects.toMatchObject({
      name: 'ClickhouseUnavailable',
    });
    await server(Number(new URL(before.url).port));
    await running.reached(head);
    expect(await countedRows(clickHouse)).toEqual(once(500));
  });
});
