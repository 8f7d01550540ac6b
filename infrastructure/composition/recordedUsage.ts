import type { ReadModelProgress } from '../../application/ports/readModelProgress.js';
import type { RecordedUsage } from '../../application/ports/recordedUsage.js';
import { latestUsageBook, recordedIds } from '../../projections/billing/usageRecords/usageRecords.query.js';
import type { CommonQueryMethods } from '../../projections/runtime/sql.js';

const READ_MODEL = 'billing.usage_records';
const WAIT_MS = 5_000;

type MaybeSqlError = Readonly<{ code?: unknown; cause?: Readonly<{ code?: unknown }> }>;

/** PostgreSQL's undefined_table: the read model is about to be built for the first time. */
const isMissing = (error: unknown): boolean =>
  [(error as MaybeSqlError).code, (error as MaybeSqlError).cause?.code].includes('42P01');

/** Looks records of closed books up in the read model, which is asked only for what it is known to have. */
export const recordedUsage = (db: CommonQueryMethods, progress: ReadModelProgress): RecordedUsage => ({
  latestBook: (organizationId) =>
    latestUsageBook(db, organizationId).catch((error: unknown) => {
      if (isMissing(error)) return 0;
      throw error;
    }),
  among: async (organizationId, ids, position) =>
    (await progress.waitFor(READ_MODEL, position, WAIT_MS)) ? recordedIds(db, organizationId, ids) : undefined,
});
