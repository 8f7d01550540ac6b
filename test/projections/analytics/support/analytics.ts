import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClickHouseClient } from '@clickhouse/client';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { startEmbeddedClickHouse } from '../../../../infrastructure/embedded/chdb/embeddedClickHouse.js';
import { type Given, type RunningEvents, runEvents } from './runningEvents.js';
import { startTestLog, type TestLog } from './testLog.js';

export type Analytics = Readonly<{
  log: TestLog;
  clickHouse: ClickHouseClient;
  /** Runs the projector; it is stopped at the end of the test. */
  run: (given?: Partial<Given>) => RunningEvents;
}>;

/** The ClickHouse engine for a file's tests, and for each of them a log of its own. */
export function useAnalytics(): () => Analytics {
  const running: RunningEvents[] = [];
  let current: Analytics | undefined;
  let engine: Awaited<ReturnType<typeof startEmbeddedClickHouse>>;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'objecta-analytics-'));
    engine = await startEmbeddedClickHouse({ dataDir });
  });
  beforeEach(async () => {
    const log = await startTestLog();
    const clickHouse = engine.client;
    const run = (given: Partial<Given> = {}) => {
      const started = runEvents({ ...log, clickHouse, ...given });
      running.push(started);
      return started;
    };
    current = { log, clickHouse, run };
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((started) => started.stop()));
    await current?.log.stop();
  });
  afterAll(async () => {
    await engine.stop();
    rmSync(dataDir, { recursive: true });
  });

  return () => {
    if (!current) throw new Error('only within a test');
    return current;
  };
}
