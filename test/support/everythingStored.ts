import { connectEventStore } from '../../infrastructure/eventstore/connectEventStore.js';
import { createPool } from '../../infrastructure/postgres/pool.js';
import type { ProductStores } from './productLog.js';

/** All a product keeps, as text: every event of its log as stored, and every row of every table beside it. */
export async function everythingStored(
  stores: Pick<ProductStores, 'eventStore' | 'postgres'>,
): Promise<Readonly<{ facts: string; rows: string }>> {
  const onConnectionError = () => undefined;
  const pool = createPool({ connectionString: stores.postgres, applicationName: 'test', max: 1, onConnectionError });
  const eventStore = await connectEventStore({ connectionString: stores.eventStore });
  try {
    const facts: string[] = [];
    for await (const { type, data, metadata } of eventStore.readAll(undefined))
      facts.push(JSON.stringify({ type, data, metadata }));
    const { rows: tables } = await pool.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const rows: string[] = [];
    for (const { name } of tables)
      rows.push(JSON.stringify((await pool.query(`SELECT t::text FROM ${name} AS t`)).rows));
    return { facts: facts.join('\n'), rows: rows.join('\n') };
  } finally {
    await eventStore.close();
    await pool.end();
  }
}
