import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { type Checkpoint, type Queryable, readCheckpoints } from './checkpoints.js';
import type { AnyPostgresProjector } from './postgresProjector.js';
import { protectGeneration } from './protectGeneration.js';
import { quoted } from './rowTable.js';
import { inTransaction } from './transaction.js';

/** What this release's code is to the generations in the database. */
export type Standing =
  /** The live generation is of this code. */
  | Readonly<{ kind: 'live'; generation: number }>
  /** The live generation is older: one of this code is being built beside it. */
  | Readonly<{ kind: 'building'; generation: number }>
  /** A newer release has taken over; this one must not write. */
  | Readonly<{ kind: 'superseded'; byVersion: number }>;

/** The physical table of a generation, quoted. @throws when the name is not `<schema>.<table>` in snake case */
export function tableOf(name: string, generation: number): string {
  const { schema, table } = partsOf(name);
  return `${quoted(schema)}.${quoted(`${table}__g${generation}`)}`;
}

function partsOf(name: string): { schema: string; table: string } {
  const parts = /^([a-z][a-z0-9_]{0,30})\.([a-z][a-z0-9_]{0,45})$/.exec(name);
  const [, schema, table] = parts ?? [];
  if (!schema || !table) throw new Error(`a read model is named <schema>.<table> in snake case, not ${name}`);
  return { schema, table };
}

/** Of what is declared about a read model; the code of handlers cannot be compared, hence the version. */
export const fingerprintOf = ({ tableSql, key, on }: AnyPostgresProjector): string =>
  createHash('sha256')
    .update(JSON.stringify([tableSql, key, Object.keys(on).sort()]))
    .digest('hex');

/**
 * Finds out which generation this code writes; makes the first one, or one beside a live one of an older version.
 * @param mayReplaceItsVersion whether to replace a live generation of the same version whose declaration differs:
 * true at a start, false for a process that was itself replaced, lest two releases replace each other for ever
 */
export function settleGeneration(
  pool: Pool,
  projector: AnyPostgresProjector,
  mayReplaceItsVersion: boolean,
): Promise<Standing> {
  return inTransaction(pool, async (db) => {
    await lockGenerations(db, projector.name);
    const known = await readCheckpoints(db, projector.name);
    const live = known.find(({ state }) => state === 'live');
    if (!live) {
      await dropUnfinished(db, known);
      const generation = await createGeneration(db, projector, known, 'live');
      await pointView(db, projector.name, generation);
      return { kind: 'live', generation };
    }
    if (isOf(live, projector)) return { kind: 'live', generation: live.generation };
    const newer = live.version > projector.version || (live.version === projector.version && !mayReplaceItsVersion);
    if (newer) return { kind: 'superseded', byVersion: live.version };
    const building = known.find(({ state }) => state === 'building');
    if (building && building.version > projector.version) return { kind: 'superseded', byVersion: building.version };
    if (building && isOf(building, projector)) return { kind: 'building', generation: building.generation };
    await dropUnfinished(db, known);
    return { kind: 'building', generation: await createGeneration(db, projector, known, 'building') };
  });
}

/** Makes an empty generation beside the live one, in place of one that was left unfinished. */
export function startGeneration(pool: Pool, projector: AnyPostgresProjector): Promise<number> {
  return inTransaction(pool, async (db) => {
    await lockGenerations(db, projector.name);
    const known = await readCheckpoints(db, projector.name);
    await dropUnfinished(db, known);
    return createGeneration(db, projector, known, 'building');
  });
}

/** Drops a generation that was not finished; its writer is fenced. */
export function abandonGeneration(pool: Pool, name: string, generation: number): Promise<void> {
  return inTransaction(pool, async (db) => {
    await lockGenerations(db, name);
    const known = await readCheckpoints(db, name);
    await dropUnfinished(
      db,
      known.filter((checkpoint) => checkpoint.generation === generation),
    );
  });
}

/** Drops the tables of generations that are no longer served; waits at most a second for those who still read them. */
export function dropRetired(pool: Pool, name: string): Promise<void> {
  return inTransaction(pool, async (db) => {
    await db.query(`SET LOCAL lock_timeout = '1s'`);
    await lockGenerations(db, name);
    const known = await readCheckpoints(db, name);
    for (const checkpoint of known) if (checkpoint.state === 'retired') await drop(db, checkpoint);
  });
}

/**
 * Serializes what changes a read model's generations, within a transaction; at a first start all of them wait for each other.
 * The transaction goes on as the owner of the tables, who alone may make and drop them.
 */
export async function lockGenerations(db: Queryable, name: string): Promise<void> {
  await db.query(`SET LOCAL ROLE NONE; SET LOCAL statement_timeout = '60s'`);
  await db.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 7243))`, [name]);
}

/** Lets queries read a generation: the view keeps its privileges when its columns stay the same. */
export async function pointView(db: Queryable, name: string, generation: number): Promise<void> {
  const { schema, table } = partsOf(name);
  const view = `${quoted(schema)}.${quoted(table)}`;
  const asTable = `WITH (security_invoker = true) AS SELECT * FROM ${tableOf(name, generation)}`;
  const { rows } = await db.query<{ same: boolean }>(
    `SELECT (SELECT array_agg((attname, atttypid, atttypmod, attcollation) ORDER BY attnum) FROM pg_attribute
             WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped)
          = (SELECT array_agg((attname, atttypid, atttypmod, attcollation) ORDER BY attnum) FROM pg_attribute
             WHERE attrelid = $2::regclass AND attnum > 0 AND NOT attisdropped) AS same`,
    [view, tableOf(name, generation)],
  );
  if (rows[0]?.same) await db.query(`CREATE OR REPLACE VIEW ${view} ${asTable}`);
  else await db.query(`DROP VIEW IF EXISTS ${view}; CREATE VIEW ${view} ${asTable}`);
  await db.query('SELECT platform.show_view($1::regclass)', [view]);
}

/** Whether a generation was built by code of this very declaration. */
export const isOf = (checkpoint: Checkpoint, projector: AnyPostgresProjector): boolean =>
  checkpoint.version === projector.version && checkpoint.fingerprint === fingerprintOf(projector);

async function createGeneration(
  db: Queryable,
  projector: AnyPostgresProjector,
  known: readonly Checkpoint[],
  state: 'live' | 'building',
): Promise<number> {
  const { name, version, tableSql } = projector;
  const generation = Math.max(0, ...known.map((checkpoint) => checkpoint.generation)) + 1;
  const table = tableOf(name, generation);
  // Read models of one schema start side by side, and IF NOT EXISTS alone does not settle a race.
  await db.query(`SELECT pg_advisory_xact_lock(hashtextextended('objecta.createGeneration', 0))`);
  await db.query(`CREATE SCHEMA IF NOT EXISTS ${quoted(partsOf(name).schema)}`);
  await db.query(tableSql.replaceAll('{{table}}', table));
  await protectGeneration(db, projector, table);
  await db.query(
    `INSERT INTO projections.checkpoints (name, generation, version, fingerprint, state) VALUES ($1, $2, $3, $4, $5)`,
    [name, generation, version, fingerprintOf(projector), state],
  );
  return generation;
}

async function dropUnfinished(db: Queryable, known: readonly Checkpoint[]): Promise<void> {
  for (const checkpoint of known) if (checkpoint.state === 'building') await drop(db, checkpoint);
}

/** The table first, as its writer locks it first. The number stays taken, so that no former writer fits a new claim. */
async function drop(db: Queryable, { name, generation }: Checkpoint): Promise<void> {
  await db.query(`DROP TABLE IF EXISTS ${tableOf(name, generation)}`);
  await db.query(
    `UPDATE projections.checkpoints SET state = 'dropped', updated_at = now() WHERE name = $1 AND generation = $2`,
    [name, generation],
  );
}
