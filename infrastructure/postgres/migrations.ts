import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type InputMigrations, Umzug } from 'umzug';
import { ensureRoles } from './roles.js';

const FOLDER = new URL('./migrations/', import.meta.url);
const TENANCY = new URL('./tenancy.sql', import.meta.url);
const LOCK = 'objecta.migrations';
const STATEMENT_TIMEOUT_MS = 10 * 60_000;

type Migration = Readonly<{ name: string; sql: string; sha256: string }>;

/**
 * Brings the database to the newest migration of a folder and returns the names of those it ran. Each runs in a
 * transaction with its own entry in `platform.migrations`; processes that start at once wait for each other.
 * Afterwards every table is protected: rows of an organization are withheld from whoever does not read for it.
 * @throws RolesUnusable, or when a migration fails (it leaves nothing behind) or when one that ran before was changed since
 */
export async function migrate(connectionString: string, folder: URL = FOLDER): Promise<string[]> {
  const client = new pg.Client({
    connectionString,
    application_name: 'objecta migrations',
    connectionTimeoutMillis: 5_000,
    statement_timeout: STATEMENT_TIMEOUT_MS,
  });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [LOCK]);
    await ensureRoles(client);
    await client.query(`
      CREATE SCHEMA IF NOT EXISTS platform;
      CREATE TABLE IF NOT EXISTS platform.migrations (
        name text PRIMARY KEY, sha256 text NOT NULL, ran_at timestamptz NOT NULL DEFAULT now())`);
    await client.query(await readFile(TENANCY, 'utf8'));
    const ran = await umzug(client, await readMigrations(folder)).up();
    await client.query('SELECT platform.protect_tables()');
    return ran.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
  const files = await Promise.all(names.map((name) => readFile(fileURLToPath(new URL(name, folder)), 'utf8')));
  return files.map((sql, at) => ({
    name: names[at] ?? '',
    sql,
    sha256: createHash('sha256').update(sql).digest('hex'),
  }));
}

function umzug(client: pg.Client, migrations: readonly Migration[]): Umzug<pg.Client> {
  const steps: InputMigrations<pg.Client> = migrations.map((migration) => ({
    name: migration.name,
    up: () => run(client, migration),
  }));
  return new Umzug({
    migrations: steps,
    context: client,
    logger: undefined,
    storage: {
      executed: () => executed(client, migrations),
      // `run` has recorded it already, in the migration's own transaction.
      logMigration: () => Promise.resolve(),
      unlogMigration: () => Promise.reject(new Error('migrations only go forward')),
    },
  });
}

async function run(client: pg.Client, { name, sql, sha256 }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query('INSERT INTO platform.migrations (name, sha256) VALUES ($1, $2)', [name, sha256]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function executed(client: pg.Client, migrations: readonly Migration[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'SELECT name, sha256 FROM platform.migrations ORDER BY name',
  );
  const known = new Map(migrations.map((migration) => [migration.name, migration.sha256]));
  const changed = rows.find(({ name, sha256 }) => known.has(name) && known.get(name) !== sha256);
  if (changed) throw new Error(`migration ${changed.name} was changed after it ran: write a new one instead`);
  return rows.map(({ name }) => name);
}
