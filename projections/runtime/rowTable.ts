import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type Claim, Fenced, type Queryable } from './checkpoints.js';
import { RowShape } from './rowShape.js';

/** Rows after a batch by key; undefined where the row is no more. */
export type Changes = ReadonlyMap<string, object | undefined>;

/** Cached in place of a row that is known not to exist. */
const absent: object = Object.freeze({});
export const snakeCase = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
export const quoted = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;

/** One generation's table: reads rows through a bounded cache, writes a batch and its checkpoint in one statement. */
export class RowTable {
  readonly #db: Queryable;
  readonly #cache: LRUCache<string, object>;
  readonly #shape: RowShape;
  readonly #keyProperty: string;
  readonly #select: string;
  readonly #write: Statement;
  readonly #writeAndDelete: Statement;

  private constructor(db: Queryable, table: string, key: string, shape: RowShape, cachedRows: number) {
    this.#db = db;
    this.#cache = new LRUCache({ max: cachedRows });
    this.#shape = shape;
    const { columns } = shape;
    this.#keyProperty = key;
    const keyColumn = quoted(snakeCase(key));
    const names = columns.map(({ column }) => quoted(column));
    const select = `SELECT ${columns.map(({ column, property }) => `${quoted(column)} AS ${quoted(property)}`)}
      FROM ${table} WHERE ${keyColumn} = ANY($1)`;
    const write = (deleting: string) => `
      WITH moved AS (
        UPDATE projections.checkpoints SET position = $5, events = events + $6, updated_at = now(),
          number_columns = $8, last_error = NULL, failed_position = NULL, failed_at = NULL
        WHERE name = $1 AND generation = $2 AND epoch = $3 AND position = $4 AND state IN ('live', 'building') RETURNING 1
      ), ${deleting} written AS (
        INSERT INTO ${table} (${names}) SELECT ${names.map((name) => `r.${name}`)}
        FROM moved, json_populate_recordset(NULL::${table}, $7) r
        ON CONFLICT (${keyColumn}) DO UPDATE SET ${names.map((name) => `${name} = EXCLUDED.${name}`)}
      )
      SELECT FROM moved`;
    // Not a named statement: a plan kept from when the table was small would scan all of it for every batch.
    this.#select = select;
    // On its own: with an array of keys to delete, PostgreSQL plans the whole statement anew for every length of it.
    this.#write = named(write(''));
    this.#writeAndDelete = named(
      write(`deleted AS (DELETE FROM ${table} WHERE ${keyColumn} = ANY($9) AND EXISTS (SELECT FROM moved)),`),
    );
  }

  /**
   * @param table the physical table, quoted; it must exist
   * @param numbers the claim's `numberColumns`
   */
  static async open(
    db: Queryable,
    table: string,
    key: string,
    numbers: readonly string[],
    cachedRows = 20_000,
  ): Promise<RowTable> {
    return new RowTable(db, table, key, await RowShape.read(db, table, numbers), cachedRows);
  }

  /** The row as it will come back from the table. @throws RowMismatch */
  accept = (row: object): object => this.#shape.accept(row);

  /** The present rows of the keys, from the cache or else the table; keys without a row are left out. */
  async read(keys: Iterable<string>): Promise<Map<string, object>> {
    const found = new Map<string, object>();
    const missing: string[] = [];
    for (const key of keys) {
      const cached = this.#cache.get(key);
      if (cached === undefined) missing.push(key);
      else if (cached !== absent) found.set(key, cached);
    }
    if (missing.length === 0) return found;
    const { rows } = await this.#db.query<Record<string, unknown>>(this.#select, [missing]);
    for (const row of rows) found.set(String(row[this.#keyProperty]), this.#shape.restore(row));
    return found;
  }

  /**
   * Commits rows and checkpoint together.
   * @throws Fenced when the claim is no longer valid: nothing was written
   */
  async write(held: Claim, to: bigint, events: number, changes: Changes): Promise<void> {
    const deleted: string[] = [];
    const records: object[] = [];
    for (const [key, row] of changes) {
      if (row === undefined) deleted.push(key);
      else records.push(this.#shape.toRecord(row));
    }
    const { json, changed } = storableJson(records);
    const { rowCount } = await this.#db.query({
      ...(deleted.length === 0 ? this.#write : this.#writeAndDelete),
      values: [
        ...[held.name, held.generation, held.epoch, held.position, to, events, json, [...this.#shape.numbers]],
        ...(deleted.length === 0 ? [] : [deleted]),
      ],
    });
    if (rowCount !== 1) throw new Fenced(held);
    for (const [key, row] of changes) {
      if (changed) this.#cache.delete(key);
      else this.#cache.set(key, row ?? absent);
    }
  }
}

type Statement = Readonly<{ name: string; text: string }>;

/** Names of prepared statements are limited to 63 characters. */
const named = (text: string): Statement => ({ name: createHash('sha1').update(text).digest('hex'), text });

const suspicious = /\\u0000|\\ud[89a-f]/;

/** JSON that PostgreSQL stores: U+0000 and lone surrogates, which it refuses, become U+FFFD. */
function storableJson(records: readonly object[]): { json: string; changed: boolean } {
  const json = JSON.stringify(records);
  if (!suspicious.test(json)) return { json, changed: false };
  const clean = (_: string, value: unknown) =>
    typeof value === 'string' ? Buffer.from(value.replaceAll('\0', '\uFFFD')).toString() : value;
  return { json: JSON.stringify(records, clean), changed: true };
}
