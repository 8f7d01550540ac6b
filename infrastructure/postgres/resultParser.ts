import { type Interceptor, type QueryResultRow, SchemaValidationError } from 'slonik';

/** Checks and transforms each row by the zod schema its query was tagged with: `sql.type(zodObject)`. */
export const resultParser: Interceptor = {
  name: 'result-parser',
  transformRow: ({ resultParser: schema }, query, row) => {
    if (!schema) return row;
    const parsed = schema.safeParse(row);
    if (!parsed.success) throw new SchemaValidationError(query, row, parsed.error.issues);
    return parsed.data as QueryResultRow;
  },
};
