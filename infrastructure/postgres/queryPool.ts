import { createPool, type DatabasePool } from 'slonik';
import { resultParser } from './resultParser.js';
import { valueParsers } from './valueParsers.js';

export type QueryPoolOptions = Readonly<{
  connectionString: string;
  /** Shown in `pg_stat_activity`. */
  applicationName: string;
  /** Most connections at once. Default 10. */
  max?: number;
  /** Longest a query may run, in milliseconds. Default 5,000. */
  statementTimeoutMs?: number;
}>;

/** The slonik pool that queries of read models run on: rows are checked by the query's zod schema. */
export function createQueryPool(options: QueryPoolOptions): Promise<DatabasePool> {
  return createPool(named(options.connectionString, options.applicationName), {
    maximumPoolSize: options.max ?? 10,
    statementTimeout: options.statementTimeoutMs ?? 5_000,
    idleInTransactionSessionTimeout: 10_000,
    connectionTimeout: 5_000,
    idleTimeout: 60_000,
    typeParsers: Object.entries(valueParsers).map(([name, { parse }]) => ({ name, parse: orNull(parse) })),
    interceptors: [resultParser],
    // `DISCARD ALL` would cost a round trip a query. Queries must therefore leave no session state behind:
    // settings such as the tenant are set with set_config(…, true), inside a transaction.
    resetConnection: async () => undefined,
  });
}

const named = (connectionString: string, applicationName: string): string => {
  const url = new URL(connectionString);
  url.searchParams.set('application_name', applicationName);
  return url.toString();
};

/** Items of an array may be null. */
const orNull = (parse: (text: string) => unknown) => (text: string | null) => (text === null ? null : parse(text));
