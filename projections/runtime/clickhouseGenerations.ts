import { createHash } from 'node:crypto';
import type { ClickHouseClient } from '@clickhouse/client';
import type { Pool } from 'pg';
import { type Checkpoint, type Queryable, readCheckpoints } from './checkpoints.js';
import type { ClickhouseProjector } from './clickhouseProjector.js';
import { createTables, dropTables, showGeneration, tablesExist } from './clickhouseTables.js';
import { lockGenerations, type Standing } from './generations.js';
import { inTransaction } from './transaction.js';

/** Where a projector's tables are, and where its generations are recorded. */
export type ClickhouseStores = Readonly<{ client: ClickHouseClient; pool: Pool }>;

/** Of what is declared about the read model; the code of `row` cannot be compared, hence the version. */
export const clickhouseFingerprint = ({ tableSql, targets }: ClickhouseProjector): string =>
  createHash('sha256')
    .update(JSON.stringify([tableSql, targets]))
    .digest('hex');

/**
 * Finds out which generation this code writes; makes the first one, or one beside a live one of an older version.
 * @param mayReplaceItsVersion whether to replace a live generation of the same version whose declaration differs:
 * true at a start, false for a process that was itself replaced, lest two releases replace each other for ever
 */
export function settleClickhouseGeneration(
  stores: ClickhouseStores,
  projector: ClickhouseProjector,
  mayReplaceItsVersion: boolean,
): Promise<Standing> {
  const { name, version } = projector;
  return withGenerations(stores, name, async (db, known) => {
    const live = known.find(({ state }) => state === 'live');
    if (!live) {
      await dropThose(stores, db, projector, known, 'building');
      const generation = await create(stores, db, projector, known, 'live');
      await showGeneration(stores.client, projector, generation);
      return { kind: 'live', generation };
    }
    if (isOf(live, projector)) {
      // Views of an older release showed every organization.
      if (await tablesExist(stores.client, projector, live.generation))
        await showGeneration(stores.client, projector, live.generation);
      return { kind: 'live', generation: live.generation };
    }
    if (live.version > version || (live.version === version && !mayReplaceItsVersion))
      return { kind: 'superseded', byVersion: live.version };
    const building = known.find(({ state }) => state === 'building');
    if (building && building.version > version) return { kind: 'superseded', byVersion: building.version };
    if (building && isOf(building, projector)) return { kind: 'building', generation: building.generation };
    await dropThose(stores, db, projector, known, 'building');
    return { kind: 'building', generation: await create(stores, db, projector, known, 'building') };
  });
}

/** Makes an empty generation beside the live one, in place of one that was left unfinished. */
export function startClickhouseGeneration(stores: ClickhouseStores, projector: ClickhouseProjector): Promise<number> {
  return withGenerations(stores, projector.name, async (db, known) => {
    await dropThose(stores, db, projector, known, 'building');
    return create(stores, db, projector, known, 'building');
  });
}

/** Drops the tables of generations that are `retired`, or of the unfinished one: its writer is fenced. */
export function dropClickhouseGenerations(
  stores: ClickhouseStores,
  projector: ClickhouseProjector,
  state: 'retired' | 'building',
): Promise<void> {
  return withGenerations(stores, projector.name, (db, known) => dropThose(stores, db, projector, known, state));
}

function withGenerations<T>(
  { pool }: ClickhouseStores,
  name: string,
  work: (db: Queryable, known: readonly Checkpoint[]) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, async (db) => {
    await lockGenerations(db, name);
    return work(db, await readCheckpoints(db, name));
  });
}

const isOf = (checkpoint: Checkpoint, projector: ClickhouseProjector): boolean =>
  checkpoint.version === projector.version && checkpoint.fingerprint === clickhouseFingerprint(projector);

/** The tables first: should the rest fail, the next attempt makes them again, empty. */
async function create(
  { client }: ClickhouseStores,
  db: Queryable,
  projector: ClickhouseProjector,
  known: readonly Checkpoint[],
  state: 'live' | 'building',
): Promise<number> {
  const generation = Math.max(0, ...known.map((checkpoint) => checkpoint.generation)) + 1;
  await createTables(client, projector, generation);
  await db.query(
    `INSERT INTO projections.checkpoints (name, generation, version, fingerprint, state) VALUES ($1, $2, $3, $4, $5)`,
    [projector.name, generation, projector.version, clickhouseFingerprint(projector), state],
  );
  return generation;
}

/** The number stays taken, so that no former writer fits a new claim and no token is used twice. */
async function dropThose(
  { client }: ClickhouseStores,
  db: Queryable,
  projector: ClickhouseProjector,
  known: readonly Checkpoint[],
  dropped: 'retired' | 'building',
): Promise<void> {
  for (const { name, generation, state } of known) {
    if (state !== dropped) continue;
    await dropTables(client, projector, generation);
    await db.query(`DELETE FROM projections.clickhouse_ranges WHERE projector = $1 AND generation = $2`, [
      name,
      generation,
    ]);
    await db.query(
      `UPDATE projections.checkpoints SET state = 'dropped', updated_at = now() WHERE name = $1 AND generation = $2`,
      [name, generation],
    );
  }
}
