import pg from 'pg';
import { valueParsers } from './valueParsers.js';

export type PoolOptions = Readonly<{
  connectionString: string;
  /** Shown in `pg_stat_activity`. */
  applicationName: string;
  /** Most connections at once. Default 10. */
  max?: number;
  /** Longest a statement may run, in milliseconds. Default 5,000. */
  statementTimeoutMs?: number;
  /** Told of each idle connection that broke; the pool has already dropped it and makes a new one when asked. */
  onConnectionError: (error: Error) => void;
}>;

const CONNECT_TIMEOUT_MS = 5_000;
const IDLE_IN_TRANSACTION_MS = 10_000;
/** A new connection costs both sides as much as a hundred statements: one outlives the pauses of an ordinary day. */
const KEEP_IDLE_MS = 60_000;

/** A pool of raw `pg` connections with the product's time limits and value parsers. */
export function createPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    application_name: options.applicationName,
    max: options.max ?? 10,
    statement_timeout: options.statementTimeoutMs ?? 5_000,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: KEEP_IDLE_MS,
    keepAlive: true,
    types: { getTypeParser },
  });
  pool.on('error', options.onConnectionError);
  return pool;
}

const overrides = new Map<number, (text: string) => unknown>();
const TEXT_ARRAY_OID: number = 1009;
const parseArray = pg.types.getTypeParser(TEXT_ARRAY_OID, 'text') as (text: string) => (string | null)[];
for (const { oid, arrayOid, parse } of Object.values(valueParsers)) {
  overrides.set(oid, parse);
  overrides.set(arrayOid, (text) => parseArray(text).map((item) => (item === null ? null : parse(item))));
}

function getTypeParser(oid: number, format?: 'text' | 'binary') {
  const override = format === 'binary' ? undefined : overrides.get(oid);
  return override ?? pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text');
}
