import { type Claim, Fenced, type Queryable } from './checkpoints.js';

/** What is inserted at once. Both positions are inclusive; `to` may lie beyond the last row's. */
export type Range = Readonly<{
  from: bigint;
  to: bigint;
  /** What ClickHouse must hold between the two. */
  rows: bigint;
  positionsSum: bigint;
  /** Of the rows' text: a repetition of the insert must send the same. */
  hash: string;
}>;
export type RecordedRange = Range & Readonly<{ state: 'pending' | 'done' | 'merged' }>;

/** The newest ranges stay apart, well within the tables' deduplication windows, so that they can be inserted again. */
const KEPT_APART = 1_000;

/** Writes down what is about to be inserted. @throws Fenced */
export async function recordRange(db: Queryable, held: Claim, range: Range): Promise<void> {
  const { rowCount } = await db.query({
    name: 'record a ClickHouse range',
    text: `
      WITH held AS (
        SELECT FROM projections.checkpoints
        WHERE name = $1 AND generation = $2 AND epoch = $3 AND position = $4 AND state IN ('live', 'building')
        FOR NO KEY UPDATE
      )
      INSERT INTO projections.clickhouse_ranges
        (projector, generation, from_position, to_position, rows, positions_sum, rows_hash, state)
      SELECT $1, $2, $5, $6, $7, $8, $9, 'pending' FROM held`,
    values: [...key(held), range.from, range.to, range.rows, range.positionsSum, range.hash],
  });
  if (rowCount !== 1) throw new Fenced(held);
}

/** Marks the pending range as inserted and moves the checkpoint behind it, both or neither. @throws Fenced */
export async function finishRange(db: Queryable, held: Claim, range: Range): Promise<Claim> {
  const { rowCount } = await db.query({
    name: 'finish a ClickHouse range',
    text: `
      WITH moved AS (
        UPDATE projections.checkpoints SET position = $6, events = events + $7, updated_at = now(),
          last_error = NULL, failed_position = NULL, failed_at = NULL
        WHERE name = $1 AND generation = $2 AND epoch = $3 AND position = $4 AND state IN ('live', 'building')
          AND EXISTS (SELECT FROM projections.clickhouse_ranges
            WHERE projector = $1 AND generation = $2 AND from_position = $5 AND state = 'pending')
        RETURNING 1
      )
      UPDATE projections.clickhouse_ranges SET state = 'done', done_at = now()
      WHERE projector = $1 AND generation = $2 AND from_position = $5 AND EXISTS (SELECT FROM moved)`,
    values: [...key(held), range.from, range.to, range.rows],
  });
  if (rowCount !== 1) throw new Fenced(held);
  return { ...held, position: range.to };
}

/** Every range of a generation, in the order of the log; at most the last one is pending. */
export async function readRanges(db: Queryable, name: string, generation: number): Promise<RecordedRange[]> {
  const { rows } = await db.query<RecordedRange & { positionsSum: string }>(
    `SELECT from_position AS "from", to_position AS "to", rows, positions_sum AS "positionsSum", rows_hash AS hash, state
     FROM projections.clickhouse_ranges WHERE projector = $1 AND generation = $2 ORDER BY from_position`,
    [name, generation],
  );
  return rows.map((row) => ({ ...row, positionsSum: BigInt(row.positionsSum) }));
}

/** Makes one of all ranges but the newest, so that their number stays small. */
export async function mergeOldRanges(db: Queryable, { name, generation }: Claim, keep = KEPT_APART): Promise<void> {
  await db.query(
    `WITH newest_old AS (
       SELECT from_position FROM projections.clickhouse_ranges
       WHERE projector = $1 AND generation = $2 AND state <> 'pending' ORDER BY from_position DESC OFFSET $3 LIMIT 1
     ), old AS (
       DELETE FROM projections.clickhouse_ranges
       WHERE projector = $1 AND generation = $2 AND state <> 'pending'
         AND from_position <= (SELECT from_position FROM newest_old)
       RETURNING *
     )
     INSERT INTO projections.clickhouse_ranges
       (projector, generation, from_position, to_position, rows, positions_sum, rows_hash, state, done_at)
     SELECT $1, $2, min(from_position), max(to_position), sum(rows), sum(positions_sum), '', 'merged', max(done_at)
     FROM old HAVING count(*) > 0`,
    [name, generation, keep],
  );
}

const key = ({ name, generation, epoch, position }: Claim) => [name, generation, epoch, position] as const;
