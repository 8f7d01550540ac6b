import { quantityOf } from '../../../domain/billing/usage/portions.js';
import type { UsageCorrected, UsagePortion, UsageRecorded } from '../../../domain/billing/usage/usageBook.events.js';
import type { UsagePeriod } from '../../../domain/billing/usage/usagePeriod.js';
import type { UsageReported } from '../../../domain/billing/usageReport/usageReport.events.js';
import { postgresProjector } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type UsageCounterRow = Readonly<{
  counterId: string;
  organizationId: string;
  meter: string;
  periodStart: string;
  periodEnd: string;
  periodSource: string;
  records: bigint;
  quantity: bigint;
  lateRecords: bigint;
  lateQuantity: bigint;
  correctedQuantity: bigint;
  reportedQuantity: bigint;
}>;

type Counted = Readonly<{ meter: string; period: UsagePeriod }>;
type Added = Partial<
  Pick<
    UsageCounterRow,
    'records' | 'quantity' | 'lateRecords' | 'lateQuantity' | 'correctedQuantity' | 'reportedQuantity'
  >
>;

const keyOf = (organizationId: string, { meter, period }: Counted): string =>
  `${organizationId}|${meter}|${period.start}`;

const empty = (organizationId: string, { meter, period }: Counted): UsageCounterRow => ({
  counterId: keyOf(organizationId, { meter, period }),
  organizationId,
  meter,
  periodStart: period.start,
  periodEnd: period.end,
  periodSource: period.source,
  records: 0n,
  quantity: 0n,
  lateRecords: 0n,
  lateQuantity: 0n,
  correctedQuantity: 0n,
  reportedQuantity: 0n,
});

const plus = (row: UsageCounterRow, added: Added): UsageCounterRow => ({
  ...row,
  records: row.records + (added.records ?? 0n),
  quantity: row.quantity + (added.quantity ?? 0n),
  lateRecords: row.lateRecords + (added.lateRecords ?? 0n),
  lateQuantity: row.lateQuantity + (added.lateQuantity ?? 0n),
  correctedQuantity: row.correctedQuantity + (added.correctedQuantity ?? 0n),
  reportedQuantity: row.reportedQuantity + (added.reportedQuantity ?? 0n),
});

const counted = (portion: UsagePortion): Added => {
  const records = BigInt(portion.records.length);
  const quantity = BigInt(quantityOf(portion));
  return portion.belongsTo
    ? { records, quantity, lateRecords: records, lateQuantity: quantity }
    : { records, quantity };
};

/** What one event adds to the counters of an organization: a list of what it counts, and how each part counts. */
const adding = <E extends Readonly<{ data: Readonly<{ organizationId: string }> }>, Part extends Counted>(
  parts: (event: E) => readonly Part[],
  added: (part: Part) => Added,
) => ({
  keys: (event: E) => parts(event).map((part) => keyOf(event.data.organizationId, part)),
  evolve: (row: UsageCounterRow | undefined, event: E, key: string) =>
    parts(event)
      .filter((part) => keyOf(event.data.organizationId, part) === key)
      .reduce<UsageCounterRow | undefined>(
        (counter, part) => plus(counter ?? empty(event.data.organizationId, part), added(part)),
        row,
      ),
});

/** The counters of usage: the log holds each record once, so counting what it holds counts each once. */
export const usageCountersProjector = postgresProjector<
  UsageRecorded | UsageCorrected | UsageReported,
  UsageCounterRow
>({
  name: 'billing.usage_counters',
  version: 1,
  tableSql: tableSql(import.meta.url, 'usageCounters'),
  key: 'counterId',
  on: {
    UsageRecorded: adding(({ data }) => data.portions, counted),
    UsageCorrected: adding(
      ({ data }) => [data],
      ({ quantity }) => ({ correctedQuantity: BigInt(quantity) }),
    ),
    UsageReported: adding(
      ({ data }) => data.reports,
      ({ quantity }) => ({ reportedQuantity: BigInt(quantity) }),
    ),
  },
});
