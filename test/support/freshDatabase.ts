import pg from 'pg';
import { inject } from 'vitest';

let databases = 0;

/** A new empty database in the run's PostgreSQL cluster; returns its connection URL. */
export async function freshDatabase(): Promise<string> {
  const clusterUrl = inject('postgresUrl');
  const name = `test_${process.pid}_${databases++}`;
  const client = new pg.Client({ connectionString: clusterUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return clusterUrl.replace(/\/postgres$/, `/${name}`);
}
