import { expect, it, onTestFinished } from 'vitest';
import { createPool } from '../../../infrastructure/postgres/pool.js';
import { createLeases } from '../../../projections/runtime/leases.js';
import { freshDatabase } from '../../support/freshDatabase.js';
import { until } from '../../support/until.js';

const forever = () => new AbortController().signal;

async function process(databaseUrl: string) {
  const pool = createPool({
    connectionString: databaseUrl,
    applicationName: 'leases',
    onConnectionError: () => undefined,
  });
  const nothing = () => undefined;
  const leases = createLeases({ pool, logger: { info: nothing, warn: nothing, error: nothing }, retryMs: 20 });
  onTestFinished(async () => {
    await leases.close();
    await pool.end();
  });
  return { leases, pool };
}

it('gives a lease to one process, and to the next when it is released', async () => {
  const databaseUrl = await freshDatabase();
  const one = await process(databaseUrl);
  const other = await process(databaseUrl);
  const held = await one.leases.acquire('a', forever());
  let granted = false;
  const waiting = other.leases.acquire('a', forever()).then((lease) => {
    granted = true;
    return lease;
  });
  expect(await other.leases.acquire('b', forever())).toBeDefined();
  expect(granted).toBe(false);
  await held?.release();
  expect(await waiting).toBeDefined();
});

it('gives up waiting when told to', async () => {
  const databaseUrl = await freshDatabase();
  const one = await process(databaseUrl);
  const other = await process(databaseUrl);
  await one.leases.acquire('a', forever());
  expect(await other.leases.acquire('a', AbortSignal.timeout(100))).toBeUndefined();
});

it('says so when the connection that holds a lease is lost, and takes it anew', async () => {
  const { leases, pool } = await process(await freshDatabase());
  const held = await leases.acquire('a', forever());
  await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'`);
  await until(() => held?.lost.aborted === true);
  expect(await leases.acquire('a', forever())).toBeDefined();
});

it('gives a lease once within a process too, in the order it was asked for', async () => {
  const { leases } = await process(await freshDatabase());
  const held = await leases.acquire('a', forever());
  const given: string[] = [];
  const ask = async (who: string, signal = forever()) => {
    const lease = await leases.acquire('a', signal);
    given.push(lease ? who : `${who} gave up`);
    return lease;
  };
  const second = ask('second');
  const third = ask('third');
  await ask('impatient', AbortSignal.timeout(100));
  expect(given).toEqual(['impatient gave up']);
  await held?.release();
  await (await second)?.release();
  expect(await third).toBeDefined();
  expect(given).toEqual(['impatient gave up', 'second', 'third']);
});

it('gives back a connection that breaks before it can be used, so that the pool can still end', async () => {
  const connectionString = await freshDatabase();
  const pool = createPool({ connectionString, applicationName: 'leases', onConnectionError: () => undefined });
  let broken = 0;
  const breaking = {
    connect: async () => {
      const connection = await pool.connect();
      if (broken++ > 0) return connection;
      // Nobody else may be listening yet when it breaks.
      connection.on('error', () => undefined);
      const [backend] = (await connection.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows;
      await pool.query('SELECT pg_terminate_backend($1)', [backend?.pid]);
      return connection;
    },
  };
  const nothing = () => undefined;
  const logger = { info: nothing, warn: nothing, error: nothing };
  const leases = createLeases({ pool: breaking as typeof pool, logger, retryMs: 20 });
  expect(await leases.acquire('a', forever())).toBeDefined();
  expect(broken).toBeGreaterThan(1);
  await leases.close();
  await pool.end();
  expect(pool.totalCount).toBe(0);
});
