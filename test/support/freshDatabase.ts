import pg from 'pg';
import { inject } from 'vitest';
import { MIGRATED } from './postgresCluster.js';

let databases = 0;

/** A new empty database in the run's PostgreSQL cluster; returns its connection URL. */
export const freshDatabase = (): Promise<string> => newDatabase('template1');

/** A new database that `migrate` has brought to the newest migration; returns its connection URL. */
export const migratedDatabase = (): Promise<string> => newDatabase(MIGRATED);

async function newDatabase(template: string): Promise<string> {
  const clusterUrl = inject('postgresUrl');
  const name = `test_${process.pid}_${databases++}`;
  const client = new pg.Client({ connectionString: clusterUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  await client.end();
  return clusterUrl.replace(/\/postgres$/, `/${name}`);
}
