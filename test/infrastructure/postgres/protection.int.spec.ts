import type { Pool } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { postgresProjectors } from '../../../infrastructure/composition/modules/projections.js';
import { migrate } from '../../../infrastructure/postgres/migrations.js';
import { createPool } from '../../../infrastructure/postgres/pool.js';
import { asRole, ROLES, type Role } from '../../../infrastructure/postgres/roles.js';
import { settleGeneration } from '../../../projections/runtime/generations.js';
import { freshDatabase } from '../../support/freshDatabase.js';

/** Tables whose rows belong to no organization and no person, and why; every other table of the product withholds its rows. */
const WITHOUT_OWNERS: Readonly<Record<string, string>> = {
  'billing.plans__g1': 'what is on sale is public',
  'personal_data.subject_keys': 'wrapped keys by subject; the API reader has no privilege on it',
  'platform.migrations': 'names of migrations',
  'projections.checkpoints': 'positions of read models',
  'projections.clickhouse_ranges': 'positions of inserts',
  'reactions.checkpoints': 'positions of reactions',
  'reactions.parked_events': 'addresses of events, for the platform; the API reader has no privilege on it',
  'reactions.sweeps': 'how far a sweep has come',
};

const open = (databaseUrl: string, role?: Role) => {
  const connectionString = role ? asRole(databaseUrl, role) : databaseUrl;
  const pool = createPool({ connectionString, applicationName: 'test', max: 2, onConnectionError: () => undefined });
  onTestFinished(() => pool.end());
  return pool;
};

/** A database as the product leaves it after a start: migrated, with a first generation of every read model. */
async function startedDatabase() {
  const databaseUrl = await freshDatabase();
  await migrate(databaseUrl);
  const writer = open(databaseUrl, ROLES.writer);
  for (const projector of postgresProjectors) await settleGeneration(writer, projector, true);
  return { databaseUrl, owner: open(databaseUrl), writer, reader: open(databaseUrl, ROLES.reader) };
}

type Table = Readonly<{ name: string; enabled: boolean; forced: boolean; owned: string[]; policies: string[] }>;

/** What is wrong with how tables and views are protected; empty when all is well. */
async function weaknesses(owner: Pool): Promise<string[]> {
  const { rows: tables } = await owner.query<Table>(`
    SELECT oid::regclass::text AS name, relrowsecurity AS enabled, relforcerowsecurity AS forced,
      ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attname IN ('organization_id', 'user_id')) AS owned,
      ARRAY(SELECT concat_ws(' ', polname, CASE WHEN polroles = '{0}' THEN 'public' ELSE polroles[1]::regrole::text END, polcmd,
              pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
            FROM pg_policy WHERE polrelid = c.oid ORDER BY polname) AS policies
    FROM pg_class c
    WHERE relkind IN ('r', 'p', 'm', 'f') AND relnamespace::regnamespace::text !~ '^(pg_|information_schema$)'`);
  const { rows: views } = await owner.query<{ name: string }>(`
    SELECT oid::regclass::text AS name FROM pg_class
    WHERE relkind = 'v' AND relnamespace::regnamespace::text !~ '^(pg_|information_schema$)'
      AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)`);
  const { rows: definers } = await owner.query<{ name: string }>(`
    SELECT oid::regprocedure::text AS name FROM pg_proc
    WHERE prosecdef AND pronamespace::regnamespace::text !~ '^(pg_|information_schema$)'`);
  return [
    ...tables.flatMap(weaknessesOf),
    ...views.map(({ name }) => `${name} asks as its owner`),
    ...definers.map(({ name }) => `${name} runs as its owner`),
  ];
}

const same = (column: string, setting: string) =>
  `(${column} = NULLIF(current_setting('app.${setting}'::text, true), ''::text))`;

function weaknessesOf({ name, enabled, forced, owned, policies }: Table): string[] {
  if (owned.length === 0) return name in WITHOUT_OWNERS ? [] : [`${name} does not say whose its rows are`];
  const organization = same('organization_id', 'organization_id');
  const person = same('user_id', 'user_id');
  const wanted = [
    ...(owned.includes('organization_id') ? [`of_organization public * ${organization} ${organization}`] : []),
    ...(owned.includes('user_id') ? [`of_person public * ${person} ${person}`] : []),
    'platform_reads objecta_platform_reader r true',
    'platform_writes objecta_writer * true true',
  ];
  return [
    ...(enabled && forced ? [] : [`${name} does not enforce row-level security`]),
    ...(JSON.stringify(policies) === JSON.stringify(wanted)
      ? []
      : [`${name} has other policies: ${policies.join('; ')}`]),
  ];
}

it('every table of the product withholds its rows, and the check sees each that stops to', {
  timeout: 60_000,
}, async () => {
  const { owner } = await startedDatabase();
  expect(await weaknesses(owner)).toEqual([]);
  const mutations = [
    'ALTER TABLE billing.invoices__g1 NO FORCE ROW LEVEL SECURITY',
    'ALTER TABLE billing.invoices__g1 DISABLE ROW LEVEL SECURITY',
    'DROP POLICY of_organization ON billing.invoices__g1',
    'ALTER POLICY of_organization ON billing.invoices__g1 USING (true)',
    'ALTER POLICY platform_reads ON billing.invoices__g1 TO objecta_reader',
    'CREATE POLICY more ON billing.invoices__g1 FOR SELECT USING (true)',
    'ALTER TABLE platform.idempotency_keys NO FORCE ROW LEVEL SECURITY',
    'ALTER VIEW billing.invoices SET (security_invoker = false)',
    'CREATE TABLE billing.notes (text text)',
    `CREATE FUNCTION billing.peek() RETURNS bigint SECURITY DEFINER LANGUAGE sql AS 'SELECT count(*) FROM billing.invoices'`,
  ];
  const connection = await owner.connect();
  for (const mutation of mutations) {
    await connection.query(`BEGIN; ${mutation}`);
    expect(await weaknesses(connection as unknown as Pool), mutation).toHaveLength(1);
    await connection.query('ROLLBACK');
  }
  connection.release();
});

it('the reader sees nothing outside of a scope and changes nothing', { timeout: 60_000 }, async () => {
  const { owner, reader } = await startedDatabase();
  const { rows } = await owner.query<{ name: string; kind: string; has_owner: boolean }>(`
    SELECT oid::regclass::text AS name, relkind AS kind,
      EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname IN ('organization_id', 'user_id')) AS has_owner
    FROM pg_class c WHERE relkind IN ('r', 'v') AND relnamespace::regnamespace::text !~ '^(pg_|information_schema$)'`);
  expect(rows.length).toBeGreaterThan(2 * postgresProjectors.length);
  await owner.query(
    `INSERT INTO billing.entitlements__g1 SELECT * FROM json_populate_record(NULL::billing.entitlements__g1, $1)`,
    [await anyRow(owner, 'billing.entitlements__g1')],
  );
  for (const { name, kind, has_owner: hasOwner } of rows) {
    const seen = await reader.query(`SELECT * FROM ${name}`).then(({ rowCount }) => rowCount, denied);
    if (hasOwner) expect([0, 'denied'], name).toContain(seen);
    const changes = [`DELETE FROM ${name}`, `INSERT INTO ${name} DEFAULT VALUES`];
    for (const change of kind === 'r' ? [...changes, `TRUNCATE ${name}`] : changes)
      expect(await reader.query(`BEGIN READ WRITE; ${change}`).catch(denied), `${change}`).toBe('denied');
  }
  const mine = await reader.query(
    `BEGIN; SELECT set_config('app.organization_id', 'acme', true); SELECT FROM billing.entitlements; COMMIT`,
  );
  expect((mine as unknown as { rowCount: number }[])[2]?.rowCount).toBe(1);
});

/** A row of zeros and empty values for each column, of the organization `acme`. */
async function anyRow(owner: Pool, table: string): Promise<string> {
  const { rows } = await owner.query<{ row: string }>(
    `SELECT json_object_agg(attname, CASE WHEN attname = 'organization_id' THEN '"acme"'::json
        WHEN atttypid IN ('json'::regtype, 'jsonb'::regtype) THEN '[]'::json WHEN typcategory = 'A' THEN '[]'::json
        WHEN typcategory = 'B' THEN 'false'::json WHEN typcategory = 'N' THEN '0'::json
        WHEN typcategory = 'D' THEN '"2026-01-01"'::json ELSE '""'::json END)::text AS row
     FROM pg_attribute JOIN pg_type t ON t.oid = atttypid
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
    [table],
  );
  return rows[0]?.row ?? '{}';
}

const denied = ({ code, message }: Error & { code?: string }) => {
  if (code !== '42501' && code !== '25006') throw new Error(message);
  return 'denied';
};

it('the writer makes and drops no tables, and leaves the keys of persons in their place', async () => {
  const { writer } = await startedDatabase();
  for (const change of [
    'CREATE TABLE billing.x ()',
    'DROP TABLE billing.invoices__g1',
    'DELETE FROM personal_data.subject_keys',
  ])
    await expect(writer.query(change), change).rejects.toMatchObject({ code: '42501' });
});

it('a start protects tables of a release that did not', async () => {
  const { databaseUrl, owner, reader } = await startedDatabase();
  await owner.query(`
    ALTER TABLE billing.invoices__g1 NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
    DROP POLICY of_organization ON billing.invoices__g1;
    REVOKE ALL ON billing.invoices__g1, billing.invoices FROM objecta_reader, objecta_writer`);
  expect(await weaknesses(owner)).not.toEqual([]);
  await migrate(databaseUrl);
  expect(await weaknesses(owner)).toEqual([]);
  expect((await reader.query('SELECT FROM billing.invoices')).rowCount).toBe(0);
});
