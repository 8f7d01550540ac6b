import type { PoolClient } from 'pg';
import type { Queryable } from './checkpoints.js';
import { quoted, snakeCase } from './rowTable.js';

export type Difference = Readonly<{
  key: string;
  /** `missing` and `unexpected` in the served table, or there with other contents. */
  kind: 'missing' | 'unexpected' | 'different';
  /** The row as it is served and as the log has it, by column; null where there is none. */
  served: Columns | null;
  fresh: Columns | null;
}>;
type Columns = Readonly<Record<string, unknown>>;
type Found = Pick<Difference, 'key' | 'kind'>;

export type Comparison = Readonly<{
  /** The log position both were at. */
  position: bigint;
  /** Rows of the fresh fold. */
  rows: number;
  differences: number;
  /** The first of them. */
  examples: readonly Difference[];
}>;

const PAGE = 5_000;
const MAX_EXAMPLES = 100;

type Digest = Readonly<{ key: string; digest: bigint }>;

/**
 * Compares every row of two tables of the same columns, page by page in the order of their keys.
 * @param served within a transaction that holds the snapshot to compare with
 */
export async function compareTables(
  served: Readonly<{ db: PoolClient; table: string }>,
  fresh: Readonly<{ db: Queryable; table: string }>,
  keyProperty: string,
): Promise<Omit<Comparison, 'position'>> {
  const column = quoted(snakeCase(keyProperty));
  const examples: Found[] = [];
  let rows = 0;
  let differences = 0;
  let after: string | undefined;
  for (;;) {
    let page = await readPage(served.db, served.table, column, { after, limit: PAGE });
    let through = page.length === PAGE ? page.at(-1)?.key : undefined;
    const expected = await readPage(fresh.db, fresh.table, column, { after, through, limit: 2 * PAGE });
    if (expected.length === 2 * PAGE) {
      through = expected.at(-1)?.key;
      page = await readPage(served.db, served.table, column, { after, through, limit: PAGE });
    }
    rows += expected.length;
    for (const difference of differencesOf(page, expected)) {
      differences++;
      if (examples.length < MAX_EXAMPLES) examples.push(difference);
    }
    if (through === undefined) {
      const keys = examples.map(({ key }) => key);
      const [old, anew] = [
        await readRows(served.db, served.table, column, keys),
        await readRows(fresh.db, fresh.table, column, keys),
      ];
      const shown = ({ key, kind }: Found) => ({
        key,
        kind,
        served: old.get(key) ?? null,
        fresh: anew.get(key) ?? null,
      });
      return { rows, differences, examples: examples.map(shown) };
    }
    after = through;
  }
}

type Bounds = Readonly<{ after: string | undefined; through?: string | undefined; limit: number }>;

async function readPage(
  db: Queryable,
  table: string,
  key: string,
  { after, through, limit }: Bounds,
): Promise<Digest[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const from = after === undefined ? '' : `AND ${key} > ${bind(after)}`;
  const to = through === undefined ? '' : `AND ${key} <= ${bind(through)}`;
  const { rows } = await db.query<Digest>(
    `SELECT ${key}::text AS key, hashtextextended(t::text, 0) AS digest FROM ${table} t
     WHERE true ${from} ${to} ORDER BY t.${key} LIMIT ${limit}`,
    values,
  );
  return rows;
}

async function readRows(
  db: Queryable,
  table: string,
  key: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Columns>> {
  const { rows } = await db.query<{ key: string; columns: Columns }>(
    `SELECT ${key}::text AS key, to_jsonb(t) AS columns FROM ${table} t WHERE ${key}::text = ANY($1)`,
    [keys],
  );
  return new Map(rows.map(({ key: found, columns }) => [found, columns]));
}

function* differencesOf(page: readonly Digest[], expected: readonly Digest[]): Generator<Found> {
  const fresh = new Map(expected.map(({ key, digest }) => [key, digest]));
  for (const { key, digest } of page) {
    const wanted = fresh.get(key);
    if (wanted === undefined) yield { key, kind: 'unexpected' };
    else if (wanted !== digest) yield { key, kind: 'different' };
    fresh.delete(key);
  }
  for (const key of fresh.keys()) yield { key, kind: 'missing' };
}
