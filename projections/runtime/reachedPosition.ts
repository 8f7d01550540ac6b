import { z } from 'zod';
import { type CommonQueryMethods, sql } from './sql.js';

const checkpoint = z.object({ position: z.bigint() });

/** Everything up to this position is in the read model for whoever asks after it; -1 before its first event. */
export async function reachedPosition(db: CommonQueryMethods, readModel: string): Promise<bigint> {
  const found = await db.maybeOne(sql.type(checkpoint)`
    SELECT position FROM projections.checkpoints WHERE name = ${readModel} AND state = 'live'`);
  return found?.position ?? -1n;
}

/** The same as `reached` of a row, for a statement that shows rows of the read model beside it. */
export const reachedBy = (readModel: string) => sql.fragment`
  SELECT coalesce(max(position), -1) AS reached FROM projections.checkpoints WHERE name = ${readModel} AND state = 'live'`;
