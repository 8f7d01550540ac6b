import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRanges } from '../../../projections/runtime/clickhouseRanges.js';
import { once } from './support/countedRows.js';
import { forkProjector } from './support/killedProcess.js';
import type { Orders } from './support/killedProjector.js';
import { startTestLog, type TestLog } from './support/testLog.js';

let log: TestLog;
let dataDir: string;

beforeEach(async () => {
  log = await startTestLog();
  dataDir = mkdtempSync(join(tmpdir(), 'objecta-killed-'));
});
afterEach(async () => {
  await log.stop();
  rmSync(dataDir, { recursive: true });
});

const newestGeneration = async (): Promise<number> => {
  const { rows } = await log.pool.query<{ newest: number }>(
    `SELECT max(generation)::int AS newest FROM projections.checkpoints WHERE name = 'analytics.events'`,
  );
  return rows[0]?.newest ?? 1;
};

const KILLS = 20;
const moments = ['inserted', 'inserting', 'inserted', 'recorded'] as const;

describe('a projector killed with its engine', () => {
  it(`${KILLS} times between an insert and its mark has every event once, in the table and in its view`, async () => {
    const { databaseUrl, connectionString } = log;
    const orders = (head: bigint): Orders => ({ databaseUrl, connectionString, dataDir, reach: head.toString() });
    const hits: string[] = [];
    let next = forkProjector();
    for (let kill = 0; kill < KILLS; kill++) {
      const head = await log.append(400);
      const when = moments[kill % moments.length] ?? 'inserted';
      // The first insert after a kill is the repetition of the pending range: it, too, is killed now and then.
      const current = next;
      // Its start takes most of its life: it starts while the one before is still at work.
      next = forkProjector();
      const { signal, stderr } = await current.obey({ ...orders(head), dies: { when, insert: 1 + (kill % 3) } });
      expect(signal, stderr).toBe('SIGKILL');
      // A kill between ClickHouse's note of a token and the part it is for makes the next start build a generation anew.
      const generation = await newestGeneration();
      const ranges = await readRanges(log.pool, 'analytics.events', generation);
      if (ranges.some(({ state }) => state === 'pending')) hits.push(`${kill} (${when}, generation ${generation})`);
    }
    // The kills must have hit where they hurt: a range recorded, and not yet marked as done.
    expect(hits.length, `only these hit: ${hits.join(', ')}`).toBeGreaterThan(KILLS / 2);
    const { counted, stderr } = await next.obey(orders(await log.append(100)));
    expect(counted, stderr).toEqual(once(log.appended()));
  }, 400_000);
});
