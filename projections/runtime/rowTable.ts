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
  readonly #write: string;
  readonly #selectName: string;
  readonly #writeName: string;

  private constructor(db: Queryable, table: string, key: string, shape: RowShape, cachedRows: number) {
    this.#db = db;
    this.#cache = new LRUCache({ max: cachedRows });
    this.#shape = shape;
    const { columns } = shape;
    this.#keyProperty = key;
    const keyColumn = quoted(snakeCase(key));
    const names = columns.map(({ column }) => quoted(column));
    this.#select = `SELECT ${columns.map(({ column, property }) => `${quoted(column)} AS ${quoted(property)}`)}
      FROM ${table} WHERE ${keyColumn} = ANY($1)`;
    this.#write = `
      WITH moved AS (
        UPDATE projections.checkpoints SET position = $5, events = events + $6, updated_at = now(),
          number_columns = $9, last_error = NULL, failed_position = NULL, failed_at = NULL
        WHERE name = $1 AND generation = $2 AND epoch = $3 AND position = $4 AND state IN ('live', 'building') RETURNING 1
      ), deleted AS (
        DELETE FROM ${table} WHERE ${keyColumn} = ANY($7) AND EXISTS (SELECT FROM moved)
      ), written AS (
        INSERT INTO ${table} (${names}) SELECT ${names.map((name) => `r.${name}`)}
        FROM moved, json_populate_recordset(NULL::${table}, $8) r
        ON CONFLICT (${keyColumn}) DO UPDATE SET ${names.map((name) => `${name} = EXCLUDED.${name}`)}
      )
      SELECT FROM moved`;
    this.#selectName = statementName(this.#select);
    this.#writeName = statementName(this.#write);
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
    const { rows } = await this.#db.query<Record<string, unknown>>({
      name: this.#selectName,
      text: this.#select,
      values: [missing],
    });
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
      name: this.#writeName,
      text: this.#write,
      values: [
        held.name,
        held.generation,
        held.epoch,
        held.position,
        to,
        events,
        deleted,
        json,
        [...this.#shape.numbers],
      ],
    });
    if (rowCount !== 1) throw new Fenced(held);
    for (const [key, row] of changes) {
      if (changed) this.#cache.delete(key);
      else this.#cache.set(key, row ?? absent);
    }
  }
}

/** Names of prepared statements are limited to 63 characters. */
const statementName = (text: string): string => createHash('sha1').update(text).digest('hex');

const suspicious = /\\u0000|\\ud[89a-f]/;

/** JSON that PostgreSQL stores: U+0000 and lone surrogates, which it refuses, become U+FFFD. */
function storableJson(records: readonly object[]): { json: string; changed: boolean } {
  const json = JSON.stringify(records);
  if (!suspicious.test(json)) return { json, changed: false };
  const clean = (_: string, value: unknown) =>
    typeof value === 'string' ? Buffer.from(value.replaceAll('\0', '\uFFFD')).toString() : value;
  return { json: JSON.stringify(records, clean), changed: true };
}
