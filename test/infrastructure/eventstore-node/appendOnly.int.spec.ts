import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { asLogRole } from '../../../infrastructure/embedded/eventstore-node/log/logRole.js';
import { startEventStoreNode } from '../../../infrastructure/embedded/eventstore-node/startEventStoreNode.js';
import { freshDatabase } from '../../support/freshDatabase.js';

it('what a node has recorded it cannot change, delete or truncate', async () => {
  const databaseUrl = await freshDatabase();
  const node = await startEventStoreNode({ databaseUrl, port: 0 });
  onTestFinished(() => node.stop());
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  const { rows: sessions } = await admin.query<{ name: string }>(
    `SELECT application_name AS name FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'eventstore-node%'`,
  );
  expect(sessions.map(({ name }) => name)).toContain('eventstore-node-writer');
  await admin.end();

  const session = new pg.Client({ connectionString: asLogRole(databaseUrl) });
  await session.connect();
  onTestFinished(() => session.end());
  const before = await session.query('SELECT * FROM event_log.records ORDER BY position');
  expect(before.rowCount).toBeGreaterThan(0);
  await session.query('SET default_transaction_read_only = off');
  for (const change of [
    `UPDATE event_log.records SET data = ''`,
    'DELETE FROM event_log.records',
    'TRUNCATE event_log.records',
    'DROP TABLE event_log.records',
    'ALTER TABLE event_log.records DISABLE TRIGGER ALL',
    'DELETE FROM event_log.writer',
  ])
    await expect(session.query(change), change).rejects.toMatchObject({ code: '42501' });
  expect((await session.query('SELECT * FROM event_log.records ORDER BY position')).rows).toEqual(before.rows);
});
