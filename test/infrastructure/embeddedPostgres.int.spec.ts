import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { startEmbeddedPostgres } from '../../infrastructure/embedded/postgres/embeddedPostgres.js';
import { newDataFolder } from '../support/dataFolder.js';

it('is a real PostgreSQL that commits durably, unless it is told otherwise', async () => {
  const folder = newDataFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const dataDir = join(folder, 'postgres');
  const postgres = await startEmbeddedPostgres({ dataDir });
  onTestFinished(() => postgres.stop());
  const client = new pg.Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  const { rows } = await client.query(
    `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
      current_setting('full_page_writes') AS pages`,
  );
  await client.end();
  expect(rows).toEqual([{ fsync: 'on', commit: 'on', pages: 'on' }]);
});
