import type { Container } from 'inversify';
import { pause } from '../../../projections/runtime/backOff.js';
import { createProjectionMetrics } from '../../../projections/runtime/metrics.js';
import type { RunningProjector } from '../../../projections/runtime/projectorStatus.js';
import { runClickhouseProjector } from '../../../projections/runtime/runClickhouseProjector.js';
import { runPostgresProjector } from '../../../projections/runtime/runPostgresProjector.js';
import { clickhouseProjectors, postgresProjectors } from '../modules/projections.js';
import { TOKENS } from '../tokens.js';

const LOOK_AGAIN_MS = 20;

/**
 * Runs every projector until the signal aborts; resolves once each has its tables, so that what is asked from then on
 * finds them, or has failed to make them, which `/ready` shows.
 */
export async function runProjector(container: Container, signal: AbortSignal): Promise<readonly RunningProjector[]> {
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
  const projectors = [
    ...postgresProjectors.map((projector) => runPostgresProjector(projector, dependencies)),
    ...clickhouseProjectors.map((projector) => runClickhouseProjector(projector, { ...dependencies, clickHouse })),
  ];
  const isStarting = () => projectors.some(({ status }) => status().state === 'starting');
  while (isStarting() && !signal.aborted) await pause(LOOK_AGAIN_MS, signal);
  return projectors;
}
