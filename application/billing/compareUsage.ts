import type { EventStore } from '../ports/eventStore.js';
import type { StripeMeters } from '../ports/stripeMeters.js';
import { usageTotalsInLog } from './usageTotalsInLog.js';

type Counted = Readonly<{ records: bigint; quantity: bigint; corrected: bigint }>;

/** An organization's usage as each of the four holds it. */
export type UsageCounts = Readonly<{
  log: Counted & Readonly<{ ids: bigint; reported: bigint }>;
  counters: Counted & Readonly<{ reported: bigint }>;
  clickhouse: Counted;
  /** Units, corrections included. */
  stripe: bigint;
  /** What does not agree, in words; empty when all do. Usage that has not been reported yet is no difference. */
  differences: readonly string[];
}>;

export type CompareUsage = (organizationId: string) => Promise<UsageCounts>;

type Counts = Readonly<{
  counters: (organizationId: string) => Promise<UsageCounts['counters']>;
  clickhouse: (organizationId: string) => Promise<UsageCounts['clickhouse']>;
}>;

const MINUTE_MS = 60_000;

/** Counts an organization's usage four times: in the log, in the counters, in ClickHouse and at Stripe. */
export const compareUsage =
  (eventStore: Pick<EventStore, 'readAll'>, stripeMeters: StripeMeters, counts: Counts): CompareUsage =>
  async (organizationId) => {
    const { spans, ...log } = await usageTotalsInLog(eventStore, organizationId);
    const [counters, clickhouse, stripe] = await Promise.all([
      counts.counters(organizationId),
      counts.clickhouse(organizationId),
      Promise.all(
        spans.map(({ customerId, meter, from, to }) =>
          stripeMeters.total(customerId, meter, from, new Date(Date.parse(to) + MINUTE_MS).toISOString()),
        ),
      ),
    ]);
    const atStripe = stripe.reduce((sum, total) => sum + BigInt(total), 0n);
    const differences = [
      ...(log.ids === log.records ? [] : [`${log.records} records in the log have ${log.ids} ids`]),
      ...differing('the counters', log, counters),
      ...differing('ClickHouse', log, clickhouse),
      ...(counters.reported === log.reported
        ? []
        : [`the counters hold ${counters.reported} reported units, the log ${log.reported}`]),
      ...(atStripe === log.reported
        ? []
        : [`Stripe holds ${atStripe} units, the log says ${log.reported} were reported`]),
    ];
    return { log, counters, clickhouse, stripe: atStripe, differences };
  };

const differing = (what: string, log: Counted, other: Counted): string[] =>
  (['records', 'quantity', 'corrected'] as const)
    .filter((each) => log[each] !== other[each])
    .map((each) => `${what} hold ${other[each]} ${each}, the log ${log[each]}`);
