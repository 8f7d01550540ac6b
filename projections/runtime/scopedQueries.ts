import type { CommonQueryMethods } from './sql.js';

/**
 * Read models as the API may see them: for whom a query is says which rows there are, whatever its SQL asks for, since
 * PostgreSQL withholds the others. Take the organization or the person from the verified token, never from the request.
 */
export type ScopedQueries = Readonly<{
  /** Rows of one organization, and what is shared. */
  of: (organizationId: string) => CommonQueryMethods;
  /** Rows that name one person, in whichever organization, and what is shared. */
  ofPerson: (userId: string) => CommonQueryMethods;
  /** Only read models that belong to nobody, such as the plans on sale. */
  shared: CommonQueryMethods;
}>;
