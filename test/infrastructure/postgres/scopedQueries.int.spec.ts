import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { migrate } from '../../../infrastructure/postgres/migrations.js';
import { createPool } from '../../../infrastructure/postgres/pool.js';
import { sql } from '../../../projections/runtime/sql.js';
import { freshDatabase } from '../../support/freshDatabase.js';
import { readerQueries } from '../../support/readerQueries.js';

const INTERLEAVINGS = 10_000;
const AT_ONCE = 50;
const organizations = ['acme', 'globex', 'initech', 'umbrella'] as const;
const owner = z.object({ organizationId: z.string() });
const everything = sql.type(owner)`SELECT organization_id AS "organizationId" FROM billing.things`;

/** A read model of four organizations with three rows each, protected as the runtime protects it. */
async function things() {
  const databaseUrl = await freshDatabase();
  await migrate(databaseUrl);
  const admin = createPool({
    connectionString: databaseUrl,
    applicationName: 'test',
    onConnectionError: () => undefined,
  });
  onTestFinished(() => admin.end());
  await admin.query(`
    CREATE SCHEMA billing;
    CREATE TABLE billing.things__g1 (thing_id text PRIMARY KEY, organization_id text NOT NULL, user_id text NOT NULL);
    CREATE VIEW billing.things WITH (security_invoker = true) AS SELECT * FROM billing.things__g1;
    SELECT platform.protect_table('billing.things__g1', true), platform.show_view('billing.things')`);
  for (const organizationId of organizations)
    for (const n of [1, 2, 3])
      await admin.query('INSERT INTO billing.things__g1 VALUES ($1, $2, $3)', [
        `${organizationId}-${n}`,
        organizationId,
        `user-${n}`,
      ]);
  return { admin, databaseUrl };
}

it('shows an organization its own rows, over 10,000 interleavings on two connections', async () => {
  const { databaseUrl } = await things();
  const queries = readerQueries(databaseUrl, 2);
  for (let asked = 0; asked < INTERLEAVINGS; asked += AT_ONCE) {
    await Promise.all(
      Array.from({ length: AT_ONCE }, async (_, at) => {
        const turn = asked + at;
        const organizationId = organizations[(turn * 7 + at) % organizations.length] ?? '';
        if (turn % 11 === 0) return expect(await queries.shared.any(everything)).toEqual([]);
        if (turn % 13 === 0) return expect(queries.of(organizationId).any(failing)).rejects.toThrow('division by zero');
        const rows = await queries.of(organizationId).any(everything);
        expect(rows).toEqual(Array.from({ length: 3 }, () => ({ organizationId })));
      }),
    );
  }
});
const failing = sql.type(
  owner,
)`SELECT (1 / (length(organization_id) * 0))::text AS "organizationId" FROM billing.things`;

it('shows a person what names them in every organization, and nobody anything without a scope', async () => {
  const { databaseUrl } = await things();
  const queries = readerQueries(databaseUrl);
  const mine = await queries.ofPerson('user-2').any(everything);
  expect(mine.map(({ organizationId }) => organizationId).sort()).toEqual(organizations.toSorted());
  for (const nobody of [queries.shared, queries.of(''), queries.of("acme' OR true --"), queries.ofPerson('')])
    expect(await nobody.any(everything)).toEqual([]);
});

it('answers as slonik does', async () => {
  const { databaseUrl } = await things();
  const acme = readerQueries(databaseUrl).of('acme');
  const byId = (id: string) =>
    sql.type(
      z.object({ thingId: z.string() }),
    )`SELECT thing_id AS "thingId" FROM billing.things WHERE thing_id = ${id}`;
  expect(await acme.one(byId('acme-1'))).toEqual({ thingId: 'acme-1' });
  expect(await acme.oneFirst(byId('acme-1'))).toBe('acme-1');
  expect(await acme.maybeOne(byId('globex-1'))).toBeNull();
  expect(await acme.maybeOneFirst(byId('globex-1'))).toBeNull();
  expect(await acme.anyFirst(everything)).toEqual(['acme', 'acme', 'acme']);
  await expect(acme.one(byId('globex-1'))).rejects.toThrow('Resource not found');
  await expect(acme.maybeOne(everything)).rejects.toThrow('unexpected result');
  await expect(acme.any(sql.type(z.object({ n: z.string() }))`SELECT 1 AS n`)).rejects.toThrow('do not conform');
  const typed = z.object({ big: z.bigint(), at: z.string() });
  expect(
    await acme.one(sql.type(typed)`SELECT 7::bigint AS big, ${'2026-01-02T03:04:05Z'}::timestamptz AS at`),
  ).toEqual({
    big: 7n,
    at: '2026-01-02T03:04:05.000Z',
  });
});

it('cannot write, and leaves no scope on a connection', async () => {
  const { databaseUrl } = await things();
  const { pool, of } = readerQueries(databaseUrl, 1);
  await of('acme').any(everything);
  const { rows } = await pool.query<{ left: string }>(`SELECT current_setting('app.organization_id', true) AS left`);
  expect(rows).toEqual([{ left: '' }]);
  for (const writing of [
    `INSERT INTO billing.things__g1 VALUES ('x', 'acme', 'u')`,
    `UPDATE billing.things__g1 SET user_id = 'u'`,
    'DELETE FROM billing.things__g1',
    'TRUNCATE billing.things__g1',
  ]) {
    await expect(pool.query(`BEGIN READ WRITE; ${writing}`)).rejects.toThrow('permission denied');
    await pool.query('ROLLBACK');
  }
});

const counted = z.object({ count: z.union([z.bigint(), z.int()]) });
const count = sql.type(counted)`SELECT DISTINCT count FROM billing.things`;
const prepared = sql.type(
  z.object({ statement: z.string() }),
)`SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%billing.things'`;

/** Shows the read model anew, with a column of its own. */
const showing = (admin: Awaited<ReturnType<typeof things>>['admin'], expression: string) =>
  admin.query(`DROP VIEW billing.things;
    CREATE VIEW billing.things WITH (security_invoker = true) AS SELECT *, ${expression} AS count FROM billing.things__g1;
    SELECT platform.show_view('billing.things')`);

it('has a query prepared once a connection', async () => {
  const { admin, databaseUrl } = await things();
  await showing(admin, '7::bigint');
  const acme = readerQueries(databaseUrl, 1).of('acme');
  expect([await acme.any(count), await acme.any(count)]).toEqual([[{ count: 7n }], [{ count: 7n }]]);
  expect(await acme.any(prepared)).toHaveLength(1);
});

it('answers when a read model was given other columns, on whichever connection', async () => {
  const { admin, databaseUrl } = await things();
  await showing(admin, '7::bigint');
  const acme = readerQueries(databaseUrl, 3).of('acme');
  const ask = () => Promise.all([1, 2, 3].map(() => acme.any(count)));
  expect(await ask()).toEqual(Array(3).fill([{ count: 7n }]));
  await showing(admin, '7::integer');
  expect(await acme.any(count)).toEqual([{ count: 7 }]);
  expect(await ask()).toEqual(Array(3).fill([{ count: 7 }]));
});
