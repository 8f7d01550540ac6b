import { sql } from 'slonik';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { createPool } from '../../../infrastructure/postgres/pool.js';
import { scopedQueries } from '../../../infrastructure/postgres/scopedQueries.js';
import { freshDatabase } from '../../support/freshDatabase.js';
import { until } from '../../support/until.js';

const VALUES = `SELECT 9007199254740993::int8 AS big, ARRAY[1, NULL]::int8[] AS bigs, 1.10::numeric AS decimal,
  '2026-01-02 03:04:05.678901+01'::timestamptz AS at, '2026-01-02'::date AS day`;
const values = {
  big: 9007199254740993n,
  bigs: [1n, null],
  decimal: '1.10',
  at: '2026-01-02T02:04:05.678Z',
  day: '2026-01-02',
};

async function rawPool(options: { statementTimeoutMs?: number } = {}) {
  const errors: Error[] = [];
  const pool = createPool({
    connectionString: await freshDatabase(),
    applicationName: 'a test',
    max: 2,
    onConnectionError: (error) => errors.push(error),
    ...options,
  });
  onTestFinished(() => pool.end());
  return { pool, errors };
}

const queriesOf = async (options: { statementTimeoutMs?: number } = {}) =>
  scopedQueries((await rawPool(options)).pool).shared;

it('gives the same values to pools and queries, also where the session is in another time zone', async () => {
  const { pool } = await rawPool();
  await pool.query(`SET TIME ZONE 'Asia/Kathmandu'`);
  expect((await pool.query(VALUES)).rows).toEqual([values]);

  const queries = await queriesOf();
  const row = z.object({
    big: z.bigint(),
    bigs: z.array(z.bigint().nullable()),
    decimal: z.string(),
    at: z.iso.datetime(),
    day: z.string(),
  });
  expect(
    await queries.one(sql.type(row)`SELECT 9007199254740993::int8 AS big, ARRAY[1, NULL]::int8[] AS bigs,
    1.10::numeric AS decimal, '2026-01-02 03:04:05.678901+01'::timestamptz AS at, '2026-01-02'::date AS day`),
  ).toEqual(values);
});

it('names itself and ends statements that take too long', async () => {
  const { pool } = await rawPool({ statementTimeoutMs: 100 });
  const { rows } = await pool.query(`SELECT current_setting('application_name') AS name`);
  expect(rows).toEqual([{ name: 'a test' }]);
  await expect(pool.query('SELECT pg_sleep(5)')).rejects.toThrow('statement timeout');
  const queries = await queriesOf({ statementTimeoutMs: 100 });
  await expect(queries.any(sql.unsafe`SELECT pg_sleep(5)`)).rejects.toThrow(/timeout/i);
});

it('reports a broken idle connection and makes a new one', async () => {
  const { pool, errors } = await rawPool();
  const one = await pool.connect();
  const other = await pool.connect();
  const { rows } = await one.query('SELECT pg_backend_pid() AS pid');
  one.release();
  await other.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  other.release();
  await until(() => errors.length === 1);
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

it('checks and transforms rows by the schema of the query', async () => {
  const queries = await queriesOf();
  const doubled = z.object({ n: z.int().transform((n) => n * 2) });
  expect(await queries.oneFirst(sql.type(doubled)`SELECT 21 AS n`)).toBe(42);
  await expect(queries.one(sql.type(doubled)`SELECT 'x' AS n`)).rejects.toThrow();
});
