import type pg from 'pg';
import {
  type CommonQueryMethods,
  DataIntegrityError,
  NotFoundError,
  type QueryResultRow,
  type QuerySqlToken,
  SchemaValidationError,
} from 'slonik';
import { type Scope, ScopedQuery } from './scopedQuery.js';
import { StatementNames } from './statementNames.js';

type Rows = readonly QueryResultRow[];

/** Runs slonik's queries in a scope, one round trip each, on connections that see nothing outside of one; rows are checked by the query's zod schema. */
export type InScope = Pick<CommonQueryMethods, 'any' | 'anyFirst' | 'maybeOne' | 'maybeOneFirst' | 'one' | 'oneFirst'>;

const nobody: Scope = { organizationId: '', userId: '' };

/**
 * The queries of the API: for each, whose rows it may see. `shared` are those of nobody; those of the platform, on connections
 * of its own role, which sees all.
 * @param pool connections as the role that the queries are to run as
 */
export function scopedQueries(pool: pg.Pool) {
  const inScope = (scope: Scope): InScope => {
    const any = (query: QuerySqlToken) => rowsOf(pool, query, scope);
    const maybeOne = async (query: QuerySqlToken) => {
      const rows = await any(query);
      if (rows.length > 1) throw new DataIntegrityError(query);
      return rows[0] ?? null;
    };
    const one = async (query: QuerySqlToken) => {
      const row = await maybeOne(query);
      if (row === null) throw new NotFoundError(query);
      return row;
    };
    const methods = {
      any,
      maybeOne,
      one,
      anyFirst: async (query: QuerySqlToken) => (await any(query)).map(firstOf),
      maybeOneFirst: async (query: QuerySqlToken) => {
        const row = await maybeOne(query);
        return row && firstOf(row);
      },
      oneFirst: async (query: QuerySqlToken) => firstOf(await one(query)),
    };
    // Each row has been through its query's schema, whose type is the row's.
    return methods as unknown as InScope;
  };
  return {
    of: (organizationId: string) => inScope({ ...nobody, organizationId }),
    ofPerson: (userId: string) => inScope({ ...nobody, userId }),
    shared: inScope(nobody),
  };
}

const firstOf = (row: QueryResultRow): unknown => Object.values(row)[0];

const names = new StatementNames();
/** PostgreSQL's "cached plan must not change result type": a read model was given columns of other types. */
const RESULT_TYPE_CHANGED = '0A000';

/** Slonik numbers its placeholders `$slonik_1`, so that fragments can be told from text that only looks like one. */
async function rowsOf(pool: pg.Pool, query: QuerySqlToken, scope: Scope): Promise<Rows> {
  const text = query.sql.replaceAll('$slonik_', '$');
  const ask = () =>
    pool.query<QueryResultRow>(new ScopedQuery(names.of(text), text, query.values, scope) as unknown as string);
  const { rows } = await ask().catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === RESULT_TYPE_CHANGED)) throw error;
    names.renew();
    return ask();
  });
  return rows.map((row) => {
    const parsed = query.parser.safeParse(row);
    if (!parsed.success) throw new SchemaValidationError(query, row, parsed.error.issues);
    return parsed.data as QueryResultRow;
  });
}
