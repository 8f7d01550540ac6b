import type { Pool, PoolClient } from 'pg';
import type { SharedBatch } from './feedRing.js';
import { lockGenerations, pointView } from './generations.js';
import type { GenerationWriter } from './generationWriter.js';
import { inTransaction } from './transaction.js';

/** Folds the log into a generation up to exactly the positions it is told to. */
export class GenerationBuild {
  readonly #writer: GenerationWriter;
  readonly #batches: AsyncIterator<SharedBatch>;
  #rest: SharedBatch | undefined;

  constructor(writer: GenerationWriter, batches: AsyncIterable<SharedBatch>) {
    this.#writer = writer;
    this.#batches = batches[Symbol.asyncIterator]();
  }

  get position(): bigint {
    return this.#writer.position;
  }

  /** Folds all events up to the position and none beyond. @throws ProjectionFailed, Fenced */
  async foldTo(position: bigint): Promise<void> {
    while (this.#writer.position < position) {
      const batch = this.#rest ?? (await this.#next());
      this.#rest = undefined;
      if (batch.position <= position) {
        await this.#writer.project(batch.events, batch.position);
        continue;
      }
      const within = batch.events.filter(({ stored }) => stored.position <= position);
      this.#rest = { ...batch, events: batch.events.slice(within.length) };
      await this.#writer.project(within, position);
    }
  }

  async #next(): Promise<SharedBatch> {
    const { value, done } = await this.#batches.next();
    if (done) throw new Error('the event feed ended before the build was done');
    return value;
  }

  async close(): Promise<void> {
    await this.#batches.return?.();
  }
}

const SWITCH_ATTEMPTS = 20;
/** SQLSTATE: lock_not_available, deadlock_detected. */
const inTheWay = (error: unknown): boolean => /^(55P03|40P01)$/.test(String((error as { code?: unknown }).code));

/**
 * Serves a built generation in place of the live one, at the very position the live one has reached, in one
 * transaction; the former becomes `retired`. Its writer waits meanwhile, and is fenced afterwards. A query that runs
 * long is waited for, a second at a time, so that it does not hold up the others.
 */
export async function switchTo(pool: Pool, name: string, generation: number, build: GenerationBuild): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await build.foldTo(await livePosition(pool, name));
    try {
      await inTransaction(pool, (db) => switchIn(db, name, generation, build));
      return;
    } catch (error) {
      if (!inTheWay(error) || attempt === SWITCH_ATTEMPTS) throw error;
    }
  }
}

async function switchIn(db: PoolClient, name: string, generation: number, build: GenerationBuild): Promise<void> {
  await db.query(`SET LOCAL lock_timeout = '1s'`);
  await lockGenerations(db, name);
  await build.foldTo(await livePosition(db, name, 'FOR UPDATE'));
  await db.query(`UPDATE projections.checkpoints SET state = 'retired' WHERE name = $1 AND state = 'live'`, [name]);
  const { rowCount } = await db.query(
    `UPDATE projections.checkpoints SET state = 'live' WHERE name = $1 AND generation = $2 AND state = 'building'`,
    [name, generation],
  );
  if (rowCount !== 1) throw new Error(`generation ${generation} of ${name} was abandoned while it was built`);
  await pointView(db, name, generation);
}

async function livePosition(db: Pick<Pool, 'query'>, name: string, lock: '' | 'FOR UPDATE' = ''): Promise<bigint> {
  const { rows } = await db.query<{ position: bigint }>(
    `SELECT position FROM projections.checkpoints WHERE name = $1 AND state = 'live' ${lock}`,
    [name],
  );
  return rows[0]?.position ?? -1n;
}
