import type { Pool } from 'pg';
import type { EventStore } from '../../application/ports/eventStore.js';
import type { Logger } from '../../application/ports/logger.js';
import { type Checkpoint, claim, readCheckpoints } from './checkpoints.js';
import { GenerationBuild } from './generationBuild.js';
import { abandonGeneration, startGeneration, tableOf } from './generations.js';
import { GenerationWriter } from './generationWriter.js';
import type { Lease, Leases } from './leases.js';
import type { AnyPostgresProjector } from './postgresProjector.js';
import { RowTable } from './rowTable.js';
import { holderName, leaseOf } from './runPostgresProjector.js';
import type { SharedFeed } from './sharedFeed.js';

export type RebuildDependencies = Readonly<{
  pool: Pool;
  feed: SharedFeed;
  eventStore: Pick<EventStore, 'head'>;
  leases: Leases;
  logger: Logger;
  /** Gives the work up: what was built is dropped. */
  signal: AbortSignal;
  onProgress?: (progress: RebuildProgress) => void;
  /** Runs what holds on to served rows; default at once. */
  exclusively?: RunExclusively;
}>;

/** Runs work when no other work that was handed to it is running. */
export type RunExclusively = <T>(work: () => Promise<T>) => Promise<T>;
export const atOnce: RunExclusively = (work) => work();

export type RebuildProgress = Readonly<{
  events: number;
  position: bigint;
  /** Of the log when the work began. */
  head: bigint;
}>;

/** There is nothing to compare with, or somebody else is at it: the message says which. */
export class RebuildRefused extends Error {
  override readonly name = 'RebuildRefused';
}

export type Beside = Readonly<{ generation: number; build: GenerationBuild; table: string; counted: () => number }>;

/** Gives the work a new generation to fold into; whatever is left unfinished is dropped. */
export async function buildBeside<T>(
  projector: AnyPostgresProjector,
  dependencies: RebuildDependencies,
  work: (beside: Beside) => Promise<T>,
): Promise<T> {
  const { pool, leases, logger, signal } = dependencies;
  const { name } = projector;
  const alone = await leaseSoon(leases, `${name}#rebuild`, signal);
  if (!alone) throw new RebuildRefused(`another rebuild or verification of ${name} is running`);
  try {
    await refuseWhileBuilding(dependencies, name);
    const generation = await startGeneration(pool, projector);
    const lease = await leases.acquire(leaseOf(name, generation), signal);
    if (!lease) throw new RebuildRefused('it was given up before it began');
    try {
      return await foldInto(
        projector,
        dependencies,
        generation,
        AbortSignal.any([signal, lease.lost, alone.lost]),
        work,
      );
    } finally {
      await abandonGeneration(pool, name, generation).catch((error: unknown) => {
        logger.warn({ err: error, projector: name, generation }, 'left unfinished; the next rebuild drops it');
      });
      await lease.release();
    }
  } finally {
    await alone.release();
  }
}

async function foldInto<T>(
  projector: AnyPostgresProjector,
  { pool, feed, eventStore, onProgress }: RebuildDependencies,
  generation: number,
  signal: AbortSignal,
  work: (beside: Beside) => Promise<T>,
): Promise<T> {
  const { name } = projector;
  const head = await eventStore.head();
  const held = await claim(pool, name, generation, holderName);
  const table = tableOf(name, generation);
  const rows = await RowTable.open(pool, table, projector.key, held.numberColumns);
  let events = 0;
  const writer = new GenerationWriter(pool, projector, rows, held, (position, committed) => {
    events += committed.length;
    onProgress?.({ events, position, head });
  });
  const types = Object.keys(projector.on);
  const build = new GenerationBuild(writer, feed.join({ after: undefined, types, signal }));
  try {
    return await work({ generation, build, table, counted: () => events });
  } finally {
    await build.close();
  }
}

const leaseSoon = (leases: Leases, name: string, signal: AbortSignal): Promise<Lease | undefined> =>
  leases.acquire(name, AbortSignal.any([signal, AbortSignal.timeout(2_000)]));

/** A projector that is building a generation of a new version must not lose it. */
async function refuseWhileBuilding({ pool, leases, signal }: RebuildDependencies, name: string): Promise<void> {
  const building = (await readCheckpoints(pool, name)).find(({ state }) => state === 'building');
  if (!building) return;
  const lease = await leaseSoon(leases, leaseOf(name, building.generation), signal);
  if (!lease) throw new RebuildRefused(`a running projector is just building version ${building.version} of ${name}`);
  await lease.release();
}

/** The checkpoint of the generation that queries read. */
export const liveCheckpoint = async (pool: Pick<Pool, 'query'>, name: string): Promise<Checkpoint | undefined> =>
  (await readCheckpoints(pool, name)).find(({ state }) => state === 'live');
