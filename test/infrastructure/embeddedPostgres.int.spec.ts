import pg from 'pg';
import { expect, it } from 'vitest';
import { freshDatabase } from '../support/freshDatabase.js';

it('serves a real PostgreSQL that commits durably', async () => {
  const client = new pg.Client({ connectionString: await freshDatabase() });
  await client.connect();
  const { rows } = await client.query(
    `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit`,
  );
  await client.end();
  expect(rows).toEqual([{ fsync: 'on', commit: 'on' }]);
});
