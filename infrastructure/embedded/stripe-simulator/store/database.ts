import pg from 'pg';
import { type Change, Records } from './records.js';
import type { ObjectType } from './storedObjects.js';

const TABLE = `
  CREATE TABLE IF NOT EXISTS accounts (key text PRIMARY KEY, created_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE IF NOT EXISTS records (
    key text NOT NULL REFERENCES accounts ON DELETE CASCADE,
    type text NOT NULL,
    id text NOT NULL,
    sequence bigint NOT NULL,
    body json NOT NULL,
    PRIMARY KEY (key, type, id))`;

const UPSERT = `
  INSERT INTO records (key, type, id, sequence, body)
  SELECT $1, type, id, sequence, body::json
  FROM unnest($2::text[], $3::text[], $4::bigint[], $5::text[]) AS given (type, id, sequence, body)
  ON CONFLICT (key, type, id) DO UPDATE SET body = excluded.body, sequence = excluded.sequence`;

const DELETE = `
  DELETE FROM records USING unnest($2::text[], $3::text[]) AS gone (type, id)
  WHERE records.key = $1 AND records.type = gone.type AND records.id = gone.id`;

type Row = Readonly<{ type: ObjectType; id: string; sequence: string; body: object }>;

/** Where the accounts' objects are kept: what was answered is committed here first. */
export class Database {
  readonly #pool: pg.Pool;

  private constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Connects and makes the tables when they are missing. */
  static async open(url: string): Promise<Database> {
    const pool = new pg.Pool({ connectionString: url, application_name: 'stripe simulator', max: 4 });
    // An idle connection that breaks is dropped by the pool; the next query says what is wrong.
    pool.on('error', () => undefined);
    await pool.query(TABLE);
    return new Database(pool);
  }

  /** Keys of the accounts there are, oldest first. */
  async keys(): Promise<string[]> {
    const { rows } = await this.#pool.query<{ key: string }>('SELECT key FROM accounts ORDER BY created_at, key');
    return rows.map(({ key }) => key);
  }

  async load(key: string): Promise<Records> {
    await this.#pool.query('INSERT INTO accounts (key) VALUES ($1) ON CONFLICT DO NOTHING', [key]);
    const select = 'SELECT type, id, sequence, body FROM records WHERE key = $1 ORDER BY sequence';
    const { rows } = await this.#pool.query<Row>(select, [key]);
    const records = new Records();
    for (const { type, id, sequence, body } of rows) records.load(type, id, Number(sequence), body);
    return records;
  }

  /** Writes changes in one transaction. */
  async commit(key: string, changes: readonly Change[]): Promise<void> {
    const kept = changes.filter(({ value }) => value !== undefined);
    const gone = changes.filter(({ value }) => value === undefined);
    const upsert = [
      key,
      kept.map(({ type }) => type),
      kept.map(({ id }) => id),
      kept.map(({ sequence }) => sequence),
      kept.map(({ value }) => JSON.stringify(value)),
    ];
    if (gone.length === 0) {
      if (kept.length > 0) await this.#pool.query(UPSERT, upsert);
      return;
    }
    const client = await this.#pool.connect();
    try {
      await client.query('BEGIN');
      if (kept.length > 0) await client.query(UPSERT, upsert);
      await client.query(DELETE, [key, gone.map(({ type }) => type), gone.map(({ id }) => id)]);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
