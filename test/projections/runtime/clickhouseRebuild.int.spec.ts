import { describe, expect, it } from 'vitest';
import { readCheckpoints } from '../../../projections/runtime/checkpoints.js';
import { rebuildClickhouseProjector } from '../../../projections/runtime/clickhouseRebuild.js';
import { verifyClickhouseProjector } from '../../../projections/runtime/clickhouseVerify.js';
import { until } from '../../support/until.js';
import { useAnalytics } from '../analytics/support/analytics.js';
import { countedRows, once } from '../analytics/support/countedRows.js';
import { interceptedInserts } from '../analytics/support/interceptedInserts.js';
import { jsonRows } from '../analytics/support/jsonRows.js';
import { testProjector } from '../analytics/support/runningEvents.js';

const analytics = useAnalytics();

describe('a rebuild', () => {
  it('under writes loses and doubles nothing, and readers never see fewer events than before', async () => {
    const { log, run, clickHouse } = analytics();
    const running = run({ bounds: { maxRows: 1_000, maxLength: 1e9, everyMs: 50 } });
    await running.reached(await log.append(5_000));
    let rebuilding = true;
    const writing = (async () => {
      while (rebuilding) await running.reached(await log.append(20));
    })();
    const seen: number[] = [];
    const reading = (async () => {
      while (rebuilding) {
        const [row] = await jsonRows(clickHouse, 'SELECT toUInt32(count()) AS rows FROM analytics.events');
        seen.push(Number(row?.rows));
      }
    })();
    const progress: bigint[] = [];
    for (let round = 0; round < 3; round++) {
      await rebuildClickhouseProjector(testProjector, {
        ...running.dependencies,
        onProgress: (position) => progress.push(position),
      });
    }
    rebuilding = false;
    await Promise.all([writing, reading]);
    await running.reached(await log.append(1));
    expect(await countedRows(clickHouse)).toEqual(once(log.appended()));
    expect((await verifyClickhouseProjector(testProjector, running.dependencies)).differences).toEqual([]);
    expect(seen.length).toBeGreaterThan(5);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(progress.length).toBeGreaterThan(3);
    await until(async () => (await generations()).join() === '1 dropped,2 dropped,3 dropped,4 live');
    const tables = await jsonRows(
      clickHouse,
      `SELECT name FROM system.tables WHERE name LIKE '%\\_\\_g_' AND name NOT LIKE '%g4'`,
    );
    expect(tables).toEqual([]);
  });

  it('that fails leaves the served tables as they were', async () => {
    const { log, run, clickHouse } = analytics();
    const running = run();
    await running.reached(await log.append(300));
    const failing = interceptedInserts(clickHouse, () => Promise.reject(new Error('socket hang up')));
    await expect(
      rebuildClickhouseProjector(testProjector, { ...running.dependencies, clickHouse: failing }),
    ).rejects.toThrow('did not answer');
    await running.reached(await log.append(10));
    expect(await countedRows(clickHouse)).toEqual(once(310));
    expect(await generations()).toEqual(['1 live', '2 dropped']);
  });

  it('starts by itself when the projector has a higher version, and goes on where it was interrupted', async () => {
    const { log, run, clickHouse } = analytics();
    const first = run();
    await first.reached(await log.append(1_000));
    await first.stop();
    const second = {
      ...testProjector,
      version: 2,
      tableSql: testProjector.tableSql.replace(
        '  data            String ',
        "  of_version_two  UInt8 DEFAULT 2 COMMENT 'Two.',\n  data String",
      ),
    };
    let inserts = 0;
    const cut = interceptedInserts(clickHouse, (insert) =>
      ++inserts > 3 ? Promise.reject(new Error('socket hang up')) : insert(),
    );
    const bounds = { maxRows: 200, maxLength: 1e9, everyMs: 0 };
    const interrupted = run({ projector: second, clickHouse: cut, bounds });
    await interrupted.failed();
    await interrupted.stop();
    expect(await countedRows(clickHouse)).toEqual(once(1_000));
    expect(await generations()).toEqual(['1 live', '2 building']);
    await run({ projector: second, bounds }).reached(await log.append(5));
    expect(await countedRows(clickHouse)).toEqual(once(1_005));
    expect(await jsonRows(clickHouse, 'SELECT DISTINCT of_version_two FROM analytics.events')).toEqual([
      { of_version_two: 2 },
    ]);
    await until(async () => (await generations()).join() === '1 dropped,2 live');
  });

  it('is not undone by an older release that still runs', async () => {
    const { log, run } = analytics();
    const newer = run({ projector: { ...testProjector, version: 2 } });
    await newer.reached(await log.append(10));
    const older = run();
    await until(() => older.status().state === 'superseded');
    expect(await generations()).toEqual(['1 live']);
  });
});

async function generations(): Promise<string[]> {
  const known = await readCheckpoints(analytics().log.pool, 'analytics.events');
  return known.map(({ generation, state }) => `${generation} ${state}`);
}
