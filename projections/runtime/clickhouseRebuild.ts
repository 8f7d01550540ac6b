import { atOnce, RebuildRefused, type RunExclusively } from './buildBeside.js';
import { claim, readCheckpoints } from './checkpoints.js';
import { BLOCK_BOUNDS } from './clickhouseBlocks.js';
import { buildClickhouseGeneration } from './clickhouseBuild.js';
import { dropClickhouseGenerations, startClickhouseGeneration } from './clickhouseGenerations.js';
import type { ClickhouseProjector } from './clickhouseProjector.js';
import type { Lease } from './leases.js';
import type { ClickhouseProjectorDependencies } from './runClickhouseProjector.js';
import { holderName, leaseOf } from './runPostgresProjector.js';

export type ClickhouseRebuild = Pick<
  ClickhouseProjectorDependencies,
  'pool' | 'clickHouse' | 'feed' | 'eventStore' | 'leases' | 'logger' | 'bounds' | 'signal'
> &
  Readonly<{ onProgress?: (position: bigint) => void; exclusively?: RunExclusively }>;

/**
 * Builds the tables anew from the log beside the served ones, under write load, compares them with what was inserted, then serves
 * them; the projector that runs elsewhere goes on with the new ones by itself.
 * Interrupted at any point, the old tables stay served and the next rebuild starts over.
 * @throws RebuildRefused, and what buildClickhouseGeneration throws
 */
export async function rebuildClickhouseProjector(
  projector: ClickhouseProjector,
  rebuild: ClickhouseRebuild,
): Promise<void> {
  const { name } = projector;
  const alone = await leaseSoon(rebuild, `${name}#rebuild`);
  if (!alone) throw new RebuildRefused(`another rebuild of ${name} is running`);
  try {
    await refuseWhileBuilding(rebuild, name);
    await buildAlone(projector, rebuild, alone.lost);
  } finally {
    await alone.release();
  }
}

async function buildAlone(
  projector: ClickhouseProjector,
  rebuild: ClickhouseRebuild,
  lost: AbortSignal,
): Promise<void> {
  const { clickHouse: client, pool, leases, feed, logger, eventStore, exclusively = atOnce } = rebuild;
  const { bounds = BLOCK_BOUNDS } = rebuild;
  const { name } = projector;
  const stores = { client, pool };
  const generation = await startClickhouseGeneration(stores, projector);
  const lease = await leases.acquire(leaseOf(name, generation), rebuild.signal);
  if (!lease) throw new RebuildRefused('it was given up before it began');
  const signal = AbortSignal.any([rebuild.signal, lease.lost, lost]);
  const head = () => eventStore.head();
  const onBlock = ({ range }: Readonly<{ range: Readonly<{ to: bigint }> }>) => rebuild.onProgress?.(range.to);
  try {
    const held = await claim(pool, name, generation, holderName);
    await buildClickhouseGeneration(
      { stores, projector, feed, logger, bounds, head, onBlock, signal, exclusively },
      held,
    );
  } catch (error) {
    await dropClickhouseGenerations(stores, projector, 'building').catch((left: unknown) => {
      logger.warn({ err: left, projector: name, generation }, 'left unfinished; the next rebuild drops it');
    });
    throw error;
  } finally {
    await lease.release();
  }
}

const leaseSoon = ({ leases, signal }: ClickhouseRebuild, name: string): Promise<Lease | undefined> =>
  leases.acquire(name, AbortSignal.any([signal, AbortSignal.timeout(2_000)]));

/** A projector that is building a generation of a new version must not lose it. */
async function refuseWhileBuilding(rebuild: ClickhouseRebuild, name: string): Promise<void> {
  const building = (await readCheckpoints(rebuild.pool, name)).find(({ state }) => state === 'building');
  if (!building) return;
  const lease = await leaseSoon(rebuild, leaseOf(name, building.generation));
  if (!lease) throw new RebuildRefused(`a running projector is just building version ${building.version} of ${name}`);
  await lease.release();
}
