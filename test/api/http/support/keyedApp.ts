import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { PostgresIdempotencyKeys } from '../../../../infrastructure/postgres/idempotencyKeys.js';
import { freshDatabase } from '../../../support/freshDatabase.js';
import { startTestApp, type TestApp } from './testApp.js';

const migration = new URL('../../../../infrastructure/postgres/migrations/0002-idempotency-keys.sql', import.meta.url);

/** An application over real idempotency keys, emptied before each test. */
export function keyedApp() {
  const stage = {} as { pool: pg.Pool; keys: PostgresIdempotencyKeys; app: TestApp };
  beforeAll(async () => {
    stage.pool = new pg.Pool({ connectionString: await freshDatabase(), max: 8 });
    await stage.pool.query(await readFile(migration, 'utf8'));
    stage.keys = new PostgresIdempotencyKeys(stage.pool);
    stage.app = await startTestApp({ keys: stage.keys });
  });
  beforeEach(async () => {
    await stage.keys.recorded();
    await stage.pool.query('TRUNCATE platform.idempotency_keys');
    stage.app.effects.runs.length = 0;
    stage.app.effects.byCommand.clear();
  });
  afterAll(async () => {
    await stage.app.close();
    await stage.pool.end();
  });
  return Object.assign(stage, {
    create: (body: object | string, key: string, headers: Record<string, string> = {}, bearer?: string) =>
      stage.app.post('/api/v1/things', body, { 'Idempotency-Key': key, ...headers }, bearer),
    rows: async () => {
      await stage.keys.recorded();
      return (await stage.pool.query('SELECT * FROM platform.idempotency_keys')).rows;
    },
    /** As if the process had died in the middle, so long ago. */
    abandon: async (seconds: number) => {
      await stage.keys.recorded();
      await stage.pool.query(
        `UPDATE platform.idempotency_keys SET status = NULL, headers = NULL, body = NULL,
    claimed_at = now() - make_interval(secs => $1)`,
        [seconds],
      );
    },
  });
}
