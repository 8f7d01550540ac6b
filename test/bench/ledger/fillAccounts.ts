import pg from 'pg';
import { schema } from '../../../infrastructure/embedded/eventstore-node/log/schema.js';

const AN_ACCOUNT = 20;
const A_STATEMENT = 100_000;

/** Records as the node writes them, of accounts with 20 deposits each, in the order in which the deposits would come. */
const insert = `
INSERT INTO event_log.records (position, stream, revision, id, type, is_json, data, metadata, created)
SELECT position, account, revision, md5('id ' || position)::uuid, 'Deposited', true,
  convert_to(json_build_object('amount', 1250, 'currency', 'eur', 'reference', 'transfer to ' || account || ', as agreed',
    'accountId', account, 'balance', 1250 * (revision + 1))::text, 'UTF8'),
  convert_to(json_build_object('commandId', md5('command ' || position)::uuid, '$correlationId', 'request-' || position,
    '$causationId', 'request-' || position, 'organizationId', 'organization-1',
    'actor', json_build_object('kind', 'user', 'id', 'user-1'), 'occurredAt', '2026-01-01T00:00:00.000Z',
    'schemaVersion', 1)::text, 'UTF8'),
  now()
FROM generate_series($1::bigint, $2::bigint) AS position,
  LATERAL (SELECT (position - 1) % $3 AS revision, 'old-' || (position - 1) / $3 AS account) AS place`;

/** Puts so many events straight into the database of a node that has not been started on it. */
export async function fillAccounts(databaseUrl: string, events: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(schema);
    for (let from = 1; from <= events; from += A_STATEMENT)
      await client.query(insert, [from, Math.min(events, from + A_STATEMENT - 1), AN_ACCOUNT]);
    // What PostgreSQL would else do in the middle of a measurement.
    await client.query('VACUUM (ANALYZE) event_log.records');
    await client.query('CHECKPOINT');
  } finally {
    await client.end();
  }
}
