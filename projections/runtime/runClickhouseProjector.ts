import type { ClickHouseClient } from '@clickhouse/client';
import { pause } from './backOff.js';
import { atOnce } from './buildBeside.js';
import { type Claim, claim, recordFailure } from './checkpoints.js';
import type { Block, BlockBounds } from './clickhouseBlock.js';
import { BLOCK_BOUNDS, blocksOf } from './clickhouseBlocks.js';
import { buildClickhouseGeneration } from './clickhouseBuild.js';
import {
  dropClickhouseGenerations,
  settleClickhouseGeneration,
  startClickhouseGeneration,
} from './clickhouseGenerations.js';
import type { ClickhouseProjector } from './clickhouseProjector.js';
import { BeyondRepair, type Repair, repair } from './clickhouseRepair.js';
import { showGeneration } from './clickhouseTables.js';
import { ClickhouseWriter } from './clickhouseWriter.js';
import { ProjectionFailed } from './generationWriter.js';
import type { RunningProjector } from './projectorStatus.js';
import { holderName, leaseOf, type PostgresProjectorDependencies } from './runPostgresProjector.js';
import { type Report, supervise } from './supervise.js';

export type ClickhouseProjectorDependencies = PostgresProjectorDependencies &
  Readonly<{ clickHouse: ClickHouseClient; bounds?: BlockBounds }>;

const SUPERSEDED_PAUSE_MS = 5_000;

/**
 * Runs a ClickHouse projector until the signal aborts: alone under its lease, each range of the log recorded before it is inserted.
 * Tables of an older version, and such that a power cut damaged beyond repair, are built anew beside the served ones, then switched.
 * While ClickHouse does not answer it waits and tries again; the log keeps what is to come.
 */
export function runClickhouseProjector(
  projector: ClickhouseProjector,
  dependencies: ClickhouseProjectorDependencies,
): RunningProjector {
  const {
    clickHouse: client,
    pool,
    feed,
    leases,
    wakeUps,
    logger,
    metrics,
    signal,
    bounds = BLOCK_BOUNDS,
  } = dependencies;
  const { name } = projector;
  const stores = { client, pool };
  let hasRun = false;

  async function attempt(report: Report): Promise<void> {
    const standing = await settleClickhouseGeneration(stores, projector, !hasRun);
    if (standing.kind === 'superseded') {
      report.state('superseded');
      await pause(SUPERSEDED_PAUSE_MS, signal);
      return;
    }
    const { kind, generation } = standing;
    try {
      await underLease(kind, generation, report, (held, running) =>
        kind === 'live' ? live(held, report, running) : build(held, report, running),
      );
    } catch (error) {
      if (kind === 'building' || !(error instanceof BeyondRepair)) throw error;
      logger.error({ err: error, projector: name, generation }, 'ClickHouse tables are damaged; building them anew');
      await underLease('building', await startClickhouseGeneration(stores, projector), report, (held, running) =>
        build(held, report, running),
      );
    }
  }

  async function underLease(
    kind: 'live' | 'building',
    generation: number,
    report: Report,
    work: (held: Claim, running: AbortSignal) => Promise<void>,
  ): Promise<void> {
    report.state('waiting', generation);
    const lease = await leases.acquire(leaseOf(name, generation), signal);
    if (!lease) return;
    try {
      const held = await claim(pool, name, generation, holderName);
      if (held.state !== kind) return;
      const head = await dependencies.eventStore.head();
      if (held.position > head)
        throw new Error(
          `the checkpoint of ${name} (${held.position}) is ahead of the log (${head}): was the log restored? Rebuild`,
        );
      hasRun = true;
      await work(held, AbortSignal.any([signal, lease.lost]));
    } finally {
      await lease.release();
    }
  }

  async function live(held: Claim, report: Report, running: AbortSignal): Promise<void> {
    report.state('running');
    const reached = (position: bigint, organizationIds: readonly string[]) => {
      report.position(position);
      wakeUps.publish(`readModel.${name}`, { position: position.toString(), organizationIds });
    };
    const writer = new ClickhouseWriter(stores, projector, held, ({ range, organizationIds }) =>
      reached(range.to, organizationIds),
    );
    await repair(repairWith(running), writer);
    await showGeneration(client, projector, held.generation);
    reached(writer.position, []);
    await dropClickhouseGenerations(stores, projector, 'retired').catch((error: unknown) => {
      logger.warn({ err: error, projector: name }, 'a retired generation could not be dropped yet');
    });
    for await (const block of blocksOf(feed, projector, writer.position, bounds, running)) await timed(writer, block);
  }

  async function timed(writer: ClickhouseWriter, block: Block): Promise<void> {
    const from = performance.now();
    await writer.write(block);
    metrics?.committed(name, Number(block.range.rows), (performance.now() - from) / 1_000);
  }

  async function build(held: Claim, report: Report, running: AbortSignal): Promise<void> {
    report.state('building');
    logger.info({ projector: name, generation: held.generation, version: projector.version }, 'building a generation');
    const onBlock = ({ range }: Block) => report.position(range.to);
    await buildClickhouseGeneration(
      { ...repairWith(running), head: () => dependencies.eventStore.head(), bounds, onBlock, exclusively: atOnce },
      held,
    );
  }

  const repairWith = (running: AbortSignal): Repair => ({ stores, projector, feed, logger, signal: running });

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
