import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { createProjectionMetrics } from '../../../projections/runtime/metrics.js';
import type { ProjectorStatus } from '../../../projections/runtime/projectorStatus.js';

it('shows position, lag, failures and events of each projector', async () => {
  const registry = new Registry();
  const metrics = createProjectionMetrics(registry);
  let status: ProjectorStatus = {
    name: 'bank.accounts',
    generation: 1,
    state: 'running',
    position: 40n,
    lag: 2n,
    error: undefined,
  };
  metrics.watch({ status: () => status });
  metrics.committed('bank.accounts', 5, 0.002);
  metrics.failed('bank.accounts');
  const shown = await registry.metrics();
  expect(shown).toContain('objecta_projection_position{projector="bank.accounts"} 40');
  expect(shown).toContain('objecta_projection_lag{projector="bank.accounts"} 2');
  expect(shown).toContain('objecta_projection_stopped{projector="bank.accounts"} 0');
  expect(shown).toContain('objecta_projection_events_total{projector="bank.accounts"} 5');
  expect(shown).toContain('objecta_projection_failures_total{projector="bank.accounts"} 1');
  expect(shown).toContain('objecta_projection_batch_seconds_count{projector="bank.accounts"} 1');

  status = { ...status, state: 'waiting', position: undefined, lag: undefined };
  expect(await registry.metrics()).not.toContain('objecta_projection_lag{projector="bank.accounts"}');
});
