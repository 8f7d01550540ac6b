import type { Container } from 'inversify';
import { createProjectionMetrics } from '../../../projections/runtime/metrics.js';
import type { RunningProjector } from '../../../projections/runtime/projectorStatus.js';
import { runClickhouseProjector } from '../../../projections/runtime/runClickhouseProjector.js';
import { runPostgresProjector } from '../../../projections/runtime/runPostgresProjector.js';
import { clickhouseProjectors, postgresProjectors } from '../modules/projections.js';
import { TOKENS } from '../tokens.js';

/** Runs every projector until the signal aborts. */
export function runProjector(container: Container, signal: AbortSignal): readonly RunningProjector[] {
  const metrics = createProjectionMetrics(container.get(TOKENS.metrics));
  const dependencies = {
    pool: container.get(TOKENS.pool),
    feed: container.get(TOKENS.feed),
    eventStore: container.get(TOKENS.eventStore),
    leases: container.get(TOKENS.leases),
    wakeUps: container.get(TOKENS.wakeUps),
    logger: container.get(TOKENS.logger),
    metrics,
    signal,
  };
  const clickHouse = container.get(TOKENS.clickHouse);
  return [
    ...postgresProjectors.map((projector) => runPostgresProjector(projector, dependencies)),
    ...clickhouseProjectors.map((projector) => runClickhouseProjector(projector, { ...dependencies, clickHouse })),
  ];
}
