import { z } from 'zod';
import { clickhouseQuery } from '../../runtime/clickhouseQuery.js';

const integer = z.string().transform(BigInt);
const organization = z.object({ organizationId: z.string().min(1) });

/** All that ClickHouse holds of an organization's usage, to be compared with the log, the counters and Stripe. */
export const usageTotalsInClickhouse = clickhouseQuery({
  sql: `SELECT countIf(u.kind = 'recorded') AS records, sumIf(u.quantity, u.kind = 'recorded') AS quantity,
      sumIf(u.quantity, u.kind = 'corrected') AS corrected, uniqExactIf(u.record_id, u.kind = 'recorded') AS ids
    FROM analytics.usage_records AS u WHERE organization_id = {organizationId:String}`,
  params: organization,
  row: z.object({ records: integer, quantity: integer, corrected: integer, ids: integer }),
});

/** Units of each meter that an organization used from a day (inclusive) to a day (exclusive), UTC, by day. */
export const dailyUsage = clickhouseQuery({
  sql: `SELECT meter, day, sum(records) AS records, sum(quantity) AS quantity
    FROM analytics.daily_usage
    WHERE organization_id = {organizationId:String} AND day >= {from:Date} AND day < {to:Date}
    GROUP BY meter, day ORDER BY meter, day`,
  params: organization.extend({ from: z.iso.date(), to: z.iso.date() }),
  row: z.object({ meter: z.string(), day: z.string(), records: integer, quantity: integer }),
});
