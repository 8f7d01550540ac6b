import type { Pool, PoolClient } from 'pg';
import type { RunExclusively } from './buildBeside.js';
import type { Claim } from './checkpoints.js';
import type { BlockBounds } from './clickhouseBlock.js';
import { blocksOf } from './clickhouseBlocks.js';
import { compareWithRanges, countDoubledPositions } from './clickhouseCompare.js';
import { dropClickhouseGenerations } from './clickhouseGenerations.js';
import { readRanges } from './clickhouseRanges.js';
import { BeyondRepair, type Repair, repair } from './clickhouseRepair.js';
import { showGeneration } from './clickhouseTables.js';
import { ClickhouseWriter, type OnBlock, readBlock } from './clickhouseWriter.js';
import { lockGenerations } from './generations.js';
import { inTransaction } from './transaction.js';

export type Build = Repair &
  Readonly<{ head: () => Promise<bigint>; bounds: BlockBounds; onBlock: OnBlock; exclusively: RunExclusively }>;

/**
 * Fills a claimed generation from the log beside the live one, compares it with what was inserted, and serves it in place of the
 * live one from no earlier a position. An interrupted build goes on where it was.
 * @throws BeyondRepair, after which the unfinished generation is gone; Fenced, ProjectionFailed, ClickHouseError, ClickhouseUnavailable
 */
export async function buildClickhouseGeneration(build: Build, held: Claim): Promise<void> {
  const { stores, projector, logger } = build;
  const { pool } = stores;
  const writer = new ClickhouseWriter(stores, projector, held, build.onBlock);
  try {
    await repair(build, writer);
    await fillTo(build, writer, await build.head());
    await compare(build, writer);
  } catch (error) {
    if (error instanceof BeyondRepair) await dropClickhouseGenerations(stores, projector, 'building');
    throw error;
  }
  await fillTo(build, writer, await livePosition(pool, projector.name));
  await build.exclusively(() => inTransaction(pool, (db) => switchIn(db, build, writer, held)));
  await showGeneration(stores.client, projector, held.generation);
  logger.info({ projector: held.name, generation: held.generation }, 'switched to the new generation');
}

async function switchIn(
  db: PoolClient,
  { projector, feed, signal }: Build,
  writer: ClickhouseWriter,
  held: Claim,
): Promise<void> {
  await db.query(`SET LOCAL lock_timeout = '2s'`);
  await lockGenerations(db, projector.name);
  const live = await livePosition(db, projector.name, 'FOR UPDATE');
  if (live > writer.position) await writer.write(await readBlock(feed, projector, writer.position, live, signal));
  await db.query(`UPDATE projections.checkpoints SET state = 'retired' WHERE name = $1 AND state = 'live'`, [
    held.name,
  ]);
  const { rowCount } = await db.query(
    `UPDATE projections.checkpoints SET state = 'live' WHERE name = $1 AND generation = $2 AND state = 'building'`,
    [held.name, held.generation],
  );
  if (rowCount !== 1) throw new Error(`generation ${held.generation} of ${held.name} was abandoned while it was built`);
}

async function fillTo(build: Build, writer: ClickhouseWriter, position: bigint): Promise<void> {
  if (writer.position >= position) return;
  for await (const block of blocksOf(build.feed, build.projector, writer.position, build.bounds, build.signal)) {
    await writer.write(block);
    if (writer.position >= position) return;
  }
  throw new Error('the build was interrupted');
}

async function compare({ stores, projector }: Build, { generation }: ClickhouseWriter): Promise<void> {
  const tables = { client: stores.client, projector, generation };
  const differences = await compareWithRanges(tables, await readRanges(stores.pool, projector.name, generation));
  const doubled = await countDoubledPositions(tables);
  if (doubled > 0n) differences.push({ message: `${doubled} positions more than once` });
  if (differences.length === 0) return;
  throw new BeyondRepair(`${projector.name} was built wrong: ${differences.map(({ message }) => message).join('; ')}`);
}

/** How far readers may already have seen the live generation: a pending range may have been inserted. */
async function livePosition(db: Pick<Pool, 'query'>, name: string, lock: '' | 'FOR UPDATE' = ''): Promise<bigint> {
  const { rows } = await db.query<{ generation: number; position: bigint }>(
    `SELECT generation, position FROM projections.checkpoints WHERE name = $1 AND state = 'live' ${lock}`,
    [name],
  );
  const [live] = rows;
  if (!live) return -1n;
  const pending = (await readRanges(db, name, live.generation)).find(({ state }) => state === 'pending');
  return pending && pending.to > live.position ? pending.to : live.position;
}
