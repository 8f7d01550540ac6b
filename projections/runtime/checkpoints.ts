import type { Pool } from 'pg';

/** A pool or one of its connections. */
export type Queryable = Pick<Pool, 'query'>;

export type GenerationState = 'live' | 'building' | 'retired' | 'dropped';

export type Checkpoint = Readonly<{
  name: string;
  generation: number;
  version: number;
  fingerprint: string;
  state: GenerationState;
  /** -1 before the first event. */
  position: bigint;
  epoch: bigint;
}>;

/** The right to write one generation: whoever takes it over later ends it. */
export type Claim = Readonly<{
  name: string;
  generation: number;
  state: GenerationState;
  epoch: bigint;
  position: bigint;
  /** PostgreSQL read models: the bigint columns that hold JavaScript numbers. */
  numberColumns: readonly string[];
}>;

/** Somebody else writes this generation now, or it is no longer in use: nothing was written. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
  constructor({ name, generation, epoch }: Pick<Claim, 'name' | 'generation' | 'epoch'>) {
    super(`${name} generation ${generation} was taken over after epoch ${epoch}`);
  }
}

export async function readCheckpoints(db: Queryable, name: string): Promise<Checkpoint[]> {
  const { rows } = await db.query<Checkpoint>(
    `SELECT name, generation, version, fingerprint, state, position, epoch
     FROM projections.checkpoints WHERE name = $1 ORDER BY generation`,
    [name],
  );
  return rows;
}

/** Raises the epoch, so that every earlier claim on this generation is fenced, and says where to go on. */
export async function claim(db: Queryable, name: string, generation: number, holder: string): Promise<Claim> {
  const { rows } = await db.query<Claim>(
    `UPDATE projections.checkpoints SET epoch = epoch + 1, holder = $3, updated_at = now()
     WHERE name = $1 AND generation = $2 AND state IN ('live', 'building')
     RETURNING name, generation, state, epoch, position, number_columns AS "numberColumns"`,
    [name, generation, holder],
  );
  const [claimed] = rows;
  if (!claimed) throw new Fenced({ name, generation, epoch: -1n });
  return claimed;
}

/** Moves a checkpoint over events that changed nothing. @throws Fenced */
export async function advance(db: Queryable, held: Claim, to: bigint): Promise<void> {
  const { rowCount } = await db.query({
    name: 'advance a checkpoint',
    text: `UPDATE projections.checkpoints SET position = $5, updated_at = now(), last_error = NULL,
       failed_position = NULL, failed_at = NULL
     WHERE name = $1 AND generation = $2 AND epoch = $3 AND position = $4 AND state IN ('live', 'building')`,
    values: [held.name, held.generation, held.epoch, held.position, to],
  });
  if (rowCount !== 1) throw new Fenced(held);
}

export type Failure = Readonly<{ message: string; position: bigint | undefined }>;

/** Makes a failure visible to other processes. */
export async function recordFailure(db: Queryable, name: string, generation: number, failure: Failure): Promise<void> {
  await db.query(
    `UPDATE projections.checkpoints SET last_error = $3, failed_position = $4, failed_at = now()
     WHERE name = $1 AND generation = $2`,
    [name, generation, failure.message.slice(0, 2_000), failure.position ?? null],
  );
}
