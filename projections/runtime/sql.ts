import type { CommonQueryMethods as SlonikQueryMethods } from 'slonik';

/** The one `sql` tag. Tag a query with the zod schema of its row: `sql.type(z.object({…}))`. */
export { sql } from 'slonik';

/** What a query file is handed to run its SQL on. */
export type CommonQueryMethods = Pick<
  SlonikQueryMethods,
  'any' | 'anyFirst' | 'maybeOne' | 'maybeOneFirst' | 'one' | 'oneFirst'
>;
