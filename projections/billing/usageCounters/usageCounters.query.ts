import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const counter = z.object({
  meter: z.string(),
  periodStart: z.string(),
  periodEnd: z.string(),
  periodSource: z.string(),
  records: z.bigint(),
  quantity: z.bigint(),
  lateRecords: z.bigint(),
  lateQuantity: z.bigint(),
  correctedQuantity: z.bigint(),
  reportedQuantity: z.bigint(),
});
export type UsageCount = z.infer<typeof counter>;

const columns = sql.fragment`
  meter, period_start AS "periodStart", period_end AS "periodEnd", period_source AS "periodSource", records, quantity,
  late_records AS "lateRecords", late_quantity AS "lateQuantity", corrected_quantity AS "correctedQuantity",
  reported_quantity AS "reportedQuantity"`;

/** What an organization used in the period that began at an instant, by meter. */
export const usageOfPeriod = (
  db: CommonQueryMethods,
  organizationId: string,
  periodStart: string,
): Promise<readonly UsageCount[]> =>
  db.any(sql.type(counter)`
    SELECT ${columns} FROM billing.usage_counters
    WHERE organization_id = ${organizationId} AND period_start = ${periodStart}::timestamptz ORDER BY meter`);

const totals = z.object({ records: z.bigint(), quantity: z.bigint(), corrected: z.bigint(), reported: z.bigint() });
export type UsageTotals = z.infer<typeof totals>;

/** All that the counters hold of an organization, to be compared with the log, ClickHouse and Stripe. */
export const usageTotalsInCounters = (db: CommonQueryMethods, organizationId: string): Promise<UsageTotals> =>
  db.one(sql.type(totals)`
    SELECT coalesce(sum(records), 0)::bigint AS records, coalesce(sum(quantity), 0)::bigint AS quantity,
      coalesce(sum(corrected_quantity), 0)::bigint AS corrected, coalesce(sum(reported_quantity), 0)::bigint AS reported
    FROM billing.usage_counters WHERE organization_id = ${organizationId}`);
