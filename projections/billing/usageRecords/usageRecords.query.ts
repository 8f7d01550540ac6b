import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const record = z.object({
  recordId: z.string(),
  kind: z.string(),
  reason: z.string().nullable(),
  reference: z.string().nullable(),
  meter: z.string(),
  quantity: z.bigint(),
  usedAt: z.string(),
  periodStart: z.string(),
  belongsTo: z.string().nullable(),
  recordedAt: z.string(),
  position: z.bigint(),
  place: z.number(),
  eventId: z.string(),
});
export type StoredUsageRecord = z.infer<typeof record>;

export type UsageRecordList = Readonly<{
  limit: number;
  after?: Readonly<{ position: string; place: number }> | undefined;
  meter?: string | undefined;
  periodStart?: string | undefined;
}>;

/** An organization's records, the last recorded first. */
export function listUsageRecords(
  db: CommonQueryMethods,
  organizationId: string,
  { limit, after, meter, periodStart }: UsageRecordList,
): Promise<readonly StoredUsageRecord[]> {
  const anything = sql.fragment`TRUE`;
  const further = after ? sql.fragment`(position, place) < (${after.position}::bigint, ${after.place})` : anything;
  const ofMeter = meter === undefined ? anything : sql.fragment`meter = ${meter}`;
  const ofPeriod = periodStart === undefined ? anything : sql.fragment`period_start = ${periodStart}::timestamptz`;
  return db.any(sql.type(record)`
    SELECT record_id AS "recordId", kind, reason, reference, meter, quantity, used_at AS "usedAt", period_start AS "periodStart",
      belongs_to AS "belongsTo", recorded_at AS "recordedAt", position, place, event_id AS "eventId"
    FROM billing.usage_records
    WHERE organization_id = ${organizationId} AND ${further} AND ${ofMeter} AND ${ofPeriod}
    ORDER BY position DESC, place DESC LIMIT ${limit}`);
}

/** Which of these ids an organization's records have. */
export async function recordedIds(
  db: CommonQueryMethods,
  organizationId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const keys = ids.map((id) => `${organizationId}|${id}`);
  const found = await db.anyFirst(sql.type(z.object({ id: z.string() }))`
    SELECT record_id AS id FROM billing.usage_records WHERE record_key = ANY(${sql.array(keys, 'text')})`);
  return new Set(found);
}

/** The book of the organization's last record; 0 when it has none. */
export async function latestUsageBook(db: CommonQueryMethods, organizationId: string): Promise<number> {
  const found = await db.maybeOneFirst(sql.type(z.object({ book: z.number() }))`
    SELECT book FROM billing.usage_records WHERE organization_id = ${organizationId} AND book IS NOT NULL
    ORDER BY position DESC, place DESC LIMIT 1`);
  return found ?? 0;
}
