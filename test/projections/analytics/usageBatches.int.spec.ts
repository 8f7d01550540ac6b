import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startEmbeddedClickHouse } from '../../../infrastructure/embedded/chdb/embeddedClickHouse.js';
import { usageBatchesProjector } from '../../../projections/analytics/usageBatches/usageBatches.projector.js';
import { dailyUsage, usageTotalsInClickhouse } from '../../../projections/analytics/usageBatches/usageBatches.query.js';
import { verifyClickhouseProjector } from '../../../projections/runtime/clickhouseVerify.js';
import { runClickhouseProjector } from '../../../projections/runtime/runClickhouseProjector.js';
import { unitsOf, usageCalls } from '../../support/usageCalls.js';
import { contextOf, openUsage } from '../../support/usageStack.js';

const organizationId = 'analysed';
const now = Date.UTC(2026, 10, 24, 12);
const clock = { now: () => new Date(now) };
const RECORDS = 2_000;

it('has one row for each record and correction, and their sums by day', async () => {
  const usage = await openUsage(clock);
  const dataDir = mkdtempSync(join(tmpdir(), 'objecta-usage-'));
  const engine = await startEmbeddedClickHouse({ dataDir });
  onTestFinished(async () => {
    await usage.stop();
    await engine.stop();
    rmSync(dataDir, { recursive: true });
  });
  const dependencies = { ...usage.dependencies, clickHouse: engine.client };
  runClickhouseProjector(usageBatchesProjector, dependencies);

  const { record, correct } = usage.process();
  for (const [at, call] of usageCalls(organizationId, RECORDS, 300, now).entries())
    await record(organizationId, call, contextOf(`call-${at}`, organizationId));
  const at = clock.now().toISOString();
  const correction = { organizationId, meter: 'agent_runs', at, quantity: -5, reason: 'Ran twice', reference: 'a' };
  await correct(correction, contextOf('correction', organizationId));

  const position = await usage.eventStore.head();
  expect(await usage.progress.waitFor('analytics.usage_batches', position, 50_000)).toBe(true);
  const records = BigInt(RECORDS);
  const quantity = unitsOf(organizationId, RECORDS, now);
  const [totals] = await usageTotalsInClickhouse(engine.client, { organizationId });
  expect(totals).toEqual({ records, ids: records, quantity, corrected: -5n });
  const days = await dailyUsage(engine.client, { organizationId, from: '2026-11-23', to: '2026-11-25' });
  expect(days.map(({ meter, day }) => `${meter} ${day}`)).toEqual([
    ...['agent_runs 2026-11-23', 'agent_runs 2026-11-24', 'documents 2026-11-23', 'documents 2026-11-24'],
  ]);
  expect(days.reduce((sum, day) => sum + day.records, 0n)).toBe(records);
  expect(days.reduce((sum, day) => sum + day.quantity, 0n)).toBe(quantity - 5n);
  const verdict = await verifyClickhouseProjector(usageBatchesProjector, dependencies);
  expect(verdict.differences).toEqual([]);
});
