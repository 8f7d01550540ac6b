import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { migrate } from '../../../infrastructure/postgres/migrations.js';
import { freshDatabase } from '../../support/freshDatabase.js';

/** A folder with migrations of the test's own. */
function migrationFolder(files: Record<string, string>) {
  const path = mkdtempSync(join(tmpdir(), 'objecta-migrations-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  const write = (name: string, sql: string) => writeFileSync(join(path, name), sql);
  for (const [name, sql] of Object.entries(files)) write(name, sql);
  return { url: pathToFileURL(`${path}/`), write };
}

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

it('runs the migrations of the product once, in order', async () => {
  const database = await freshDatabase();
  const ran = await migrate(database);
  expect(ran[0]).toBe('0001-projections.sql');
  expect(ran).toEqual([...ran].sort());
  expect(await migrate(database)).toEqual([]);
  expect(await query(database, 'SELECT name, generation FROM projections.checkpoints')).toEqual([]);
});

it('lets processes that start at once wait for each other', async () => {
  const database = await freshDatabase();
  const { url } = migrationFolder({ '0001-one.sql': 'CREATE TABLE one (id int); SELECT pg_sleep(0.2)' });
  const ran = await Promise.all(Array.from({ length: 4 }, () => migrate(database, url)));
  expect(ran.flat()).toEqual(['0001-one.sql']);
});

it('leaves nothing behind of a migration that fails, and goes on from there once it is mended', async () => {
  const database = await freshDatabase();
  const { url, write } = migrationFolder({
    '0001-one.sql': 'CREATE TABLE one (id int)',
    '0002-two.sql': 'CREATE TABLE two (id int); SELECT 1 / 0',
  });
  await expect(migrate(database, url)).rejects.toThrow('division by zero');
  expect(await query(database, `SELECT to_regclass('one')::text AS one, to_regclass('two')::text AS two`)).toEqual([
    { one: 'one', two: null },
  ]);
  write('0002-two.sql', 'CREATE TABLE two (id int)');
  expect(await migrate(database, url)).toEqual(['0002-two.sql']);
});

it('refuses a migration that was changed after it ran', async () => {
  const database = await freshDatabase();
  const { url, write } = migrationFolder({ '0001-one.sql': 'CREATE TABLE one (id int)' });
  await migrate(database, url);
  write('0001-one.sql', 'CREATE TABLE one (id bigint)');
  await expect(migrate(database, url)).rejects.toThrow('migration 0001-one.sql was changed after it ran');
});
