import { hostname } from 'node:os';
import type { Pool } from 'pg';
import type { EventStore } from '../../application/ports/eventStore.js';
import type { Logger } from '../../application/ports/logger.js';
import type { WakeUps } from '../../application/ports/wakeUps.js';
import { type BackOffOptions, pause } from './backOff.js';
import { type Claim, claim, recordFailure } from './checkpoints.js';
import { followLog } from './followLog.js';
import { GenerationBuild, switchTo } from './generationBuild.js';
import { dropRetired, settleGeneration, tableOf } from './generations.js';
import { GenerationWriter, type OnCommit, ProjectionFailed } from './generationWriter.js';
import type { Leases } from './leases.js';
import type { ProjectionMetrics } from './metrics.js';
import type { AnyPostgresProjector } from './postgresProjector.js';
import type { RunningProjector } from './projectorStatus.js';
import { progressPublisher } from './publishProgress.js';
import { RowTable } from './rowTable.js';
import type { SharedFeed } from './sharedFeed.js';
import { type Report, supervise } from './supervise.js';

export type PostgresProjectorDependencies = Readonly<{
  /** A pool as infrastructure/postgres makes it: rows must come back as rowColumns.ts expects them. */
  pool: Pool;
  feed: SharedFeed;
  eventStore: Pick<EventStore, 'head'>;
  leases: Leases;
  wakeUps: Pick<WakeUps, 'publish'>;
  logger: Logger;
  metrics?: ProjectionMetrics;
  backOff?: BackOffOptions;
  /** Ends it cleanly. */
  signal: AbortSignal;
}>;

const SUPERSEDED_PAUSE_MS = 5_000;
export const holderName = `${hostname()} ${process.pid}`;

/**
 * Runs a projector until the signal aborts: alone under its lease, from its checkpoint, rows and checkpoint in one
 * statement. A read model of an older version is rebuilt beside the served one first, then switched.
 */
export function runPostgresProjector(
  projector: AnyPostgresProjector,
  dependencies: PostgresProjectorDependencies,
): RunningProjector {
  const { pool, feed, leases, wakeUps, logger, metrics, signal } = dependencies;
  const { name } = projector;
  const progress = progressPublisher(wakeUps, name);
  let hasRun = false;

  async function attempt(report: Report): Promise<void> {
    const standing = await settleGeneration(pool, projector, !hasRun);
    if (standing.kind === 'superseded') {
      report.state('superseded');
      await pause(SUPERSEDED_PAUSE_MS, signal);
      return;
    }
    const { kind, generation } = standing;
    report.state('waiting', generation);
    const lease = await leases.acquire(leaseOf(name, generation), signal);
    if (!lease) return;
    try {
      const held = await claim(pool, name, generation, holderName);
      if (held.state !== kind) return;
      await refuseToRunAhead(dependencies.eventStore, held);
      hasRun = true;
      report.start(held.position);
      const running = AbortSignal.any([signal, lease.lost]);
      if (kind === 'live') await live(held, report, running);
      else await build(held, report, running);
    } finally {
      await lease.release();
    }
  }

  async function live(held: Claim, report: Report, running: AbortSignal): Promise<void> {
    report.state('running');
    void dropRetired(pool, name).catch((error: unknown) => {
      logger.warn({ err: error, projector: name }, 'a retired generation could not be dropped yet');
    });
    const writer = await open(held, (position, events, seconds) => {
      progress.committed(position, events);
      report.position(position);
      if (events.length > 0) metrics?.committed(name, events.length, seconds);
    });
    await followLog(feed, writer, Object.keys(projector.on), running, (position) => {
      progress.passed(position);
      report.position(position);
    });
  }

  async function build(held: Claim, report: Report, running: AbortSignal): Promise<void> {
    report.state('building');
    logger.info({ projector: name, generation: held.generation, version: projector.version }, 'building a generation');
    const writer = await open(held, (position) => report.position(position));
    const types = Object.keys(projector.on);
    const batches = feed.join({ after: held.position, types, signal: running });
    const building = new GenerationBuild(writer, batches);
    try {
      await building.foldTo(await dependencies.eventStore.head());
      await switchTo(pool, name, held.generation, building);
      logger.info({ projector: name, generation: held.generation }, 'switched to the new generation');
    } finally {
      await building.close();
    }
  }

  async function open(held: Claim, onCommit: OnCommit): Promise<GenerationWriter> {
    const table = await RowTable.open(pool, tableOf(name, held.generation), projector.key, held.numberColumns);
    return new GenerationWriter(pool, projector, table, held, onCommit);
  }

  const running = supervise({
    name,
    attempt,
    positionOf: (error) => (error instanceof ProjectionFailed ? error.position : undefined),
    onFailure: async (failure, generation) => {
      metrics?.failed(name);
      if (generation !== undefined) await recordFailure(pool, name, generation, failure);
    },
    head: feed.position,
    logger,
    backOff: dependencies.backOff,
    signal,
  });
  metrics?.watch(running);
  return running;
}

/** The name of the lease under which a generation is written. */
export const leaseOf = (name: string, generation: number): string => `${name}@${generation}`;

/** A log that was restored to an earlier state would hand out the same positions for other events. */
async function refuseToRunAhead(eventStore: Pick<EventStore, 'head'>, { name, position }: Claim): Promise<void> {
  const head = await eventStore.head();
  if (position > head)
    throw new Error(
      `the checkpoint of ${name} (${position}) is ahead of the log (${head}): was the log restored? Rebuild`,
    );
}
