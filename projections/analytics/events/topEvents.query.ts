import { z } from 'zod';
import { clickhouseQuery } from '../../runtime/clickhouseQuery.js';

const count = z.string().transform(BigInt);

/** How many events of each type one organization had from a day (inclusive) to a day (exclusive), UTC; the most frequent first. */
export const topEvents = clickhouseQuery({
  sql: `SELECT type, sum(events) AS events
    FROM analytics.daily_events
    WHERE organization_id = {organizationId:String} AND day >= {from:Date} AND day < {to:Date}
    GROUP BY type
    ORDER BY events DESC, type
    LIMIT {limit:UInt32}`,
  params: z.object({
    organizationId: z.string().min(1),
    from: z.iso.date(),
    to: z.iso.date(),
    limit: z.int().min(1).max(1_000).default(20),
  }),
  row: z.object({ type: z.string(), events: count }),
});
