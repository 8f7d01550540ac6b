import type { Pool } from 'pg';
import { atOnce, buildBeside, liveCheckpoint, type RebuildDependencies, RebuildRefused } from './buildBeside.js';
import { type Comparison, compareTables } from './compareGenerations.js';
import { type GenerationBuild, switchTo } from './generationBuild.js';
import { dropRetired, isOf, tableOf } from './generations.js';
import type { AnyPostgresProjector } from './postgresProjector.js';
import { inTransaction } from './transaction.js';

export type Rebuilt = Readonly<{
  generation: number;
  events: number;
  /** With what was served until now; undefined when that was of another version. */
  comparison: Comparison | undefined;
}>;

/**
 * Folds the whole log anew beside the served rows, under write load, compares, then serves the new ones.
 * Interrupted at any point, the old rows stay served and the next rebuild starts over.
 * @throws RebuildRefused, ProjectionFailed (an event cannot be folded; nothing was switched)
 */
export function rebuild(projector: AnyPostgresProjector, dependencies: RebuildDependencies): Promise<Rebuilt> {
  const { pool, logger, eventStore, exclusively = atOnce } = dependencies;
  const { name } = projector;
  return buildBeside(projector, dependencies, async ({ generation, build, table, counted }) => {
    const live = await liveCheckpoint(pool, name);
    await build.foldTo(live?.position ?? (await eventStore.head()));
    const comparison = await exclusively(async () => {
      const comparable = live !== undefined && isOf(live, projector);
      const compared = comparable ? await compareAtOnePosition(projector, pool, build, table) : undefined;
      await build.foldTo(await eventStore.head());
      await switchTo(pool, name, generation, build);
      return compared;
    });
    await dropRetired(pool, name).catch((error: unknown) => {
      logger.warn({ err: error, projector: name }, 'the former generation is still read; it is dropped later');
    });
    return { generation, events: counted(), comparison };
  });
}

/**
 * Folds the whole log anew and compares the result row by row with what is served, at the same position of the log.
 * Changes nothing.
 * @throws RebuildRefused, ProjectionFailed
 */
export function verify(projector: AnyPostgresProjector, dependencies: RebuildDependencies): Promise<Comparison> {
  const { pool, exclusively = atOnce } = dependencies;
  return buildBeside(projector, dependencies, async ({ build, table }) => {
    const live = await liveCheckpoint(pool, projector.name);
    if (!live) throw new RebuildRefused(`${projector.name} has never run`);
    if (!isOf(live, projector))
      throw new RebuildRefused(
        `${projector.name} is served in version ${live.version}; this release has ${projector.version}`,
      );
    await build.foldTo(live.position);
    return exclusively(() => compareAtOnePosition(projector, pool, build, table));
  });
}

/**
 * Folds to where the served rows are, holds a snapshot of them, folds the little that came meanwhile, compares.
 * @throws RebuildRefused when the served rows cannot be read for want of a checkpoint
 */
async function compareAtOnePosition(
  projector: AnyPostgresProjector,
  pool: Pool,
  build: GenerationBuild,
  table: string,
): Promise<Comparison> {
  const { name, key } = projector;
  await build.foldTo((await liveCheckpoint(pool, name))?.position ?? -1n);
  const compare = async (snapshot: Parameters<Parameters<typeof inTransaction>[1]>[0]) => {
    await snapshot.query('SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0');
    const live = await liveCheckpoint(snapshot, name);
    if (!live) throw new RebuildRefused(`${name} is not served`);
    await build.foldTo(live.position);
    const served = { db: snapshot, table: tableOf(name, live.generation) };
    return { position: live.position, ...(await compareTables(served, { db: pool, table }, key)) };
  };
  return inTransaction(pool, compare, 'REPEATABLE READ');
}
