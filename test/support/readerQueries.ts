import { onTestFinished } from 'vitest';
import { createPool } from '../../infrastructure/postgres/pool.js';
import { asRole, ROLES } from '../../infrastructure/postgres/roles.js';
import { scopedQueries } from '../../infrastructure/postgres/scopedQueries.js';

/** Queries of the API's role, as the product has them, on few connections; closed after the test. */
export function readerQueries(databaseUrl: string, max = 4) {
  const pool = createPool({
    connectionString: asRole(databaseUrl, ROLES.reader),
    ...{ applicationName: 'test reader', max, onConnectionError: () => undefined },
  });
  onTestFinished(() => pool.end());
  return { ...scopedQueries(pool), pool };
}
