import type { UsageBookEvent } from '../../domain/billing/usage/usageBook.events.js';
import type { ReportedUsage, UsageReported } from '../../domain/billing/usageReport/usageReport.events.js';
import type { EventStore } from '../ports/eventStore.js';

/** Where Stripe was told of usage: of one customer and meter, from the first time it was reported under to the last. */
export type ReportedSpan = Readonly<{ customerId: string; meter: string; from: string; to: string }>;

/** What the log holds of an organization's usage. */
export type UsageTotals = Readonly<{
  records: bigint;
  /** Different ids among the records: as many as records, or the log holds one twice. */
  ids: bigint;
  /** Units of the records. */
  quantity: bigint;
  /** Units added by corrections. */
  corrected: bigint;
  /** Units that Stripe is known to have taken. */
  reported: bigint;
  spans: readonly ReportedSpan[];
}>;

type UsageEvent = UsageBookEvent | UsageReported;

const eventTypes = ['UsageRecorded', 'UsageCorrected', 'UsageReported'] as const satisfies UsageEvent['type'][];

/** Counts an organization's usage in the log itself, for the comparison with what was made of it elsewhere. */
export async function usageTotalsInLog(
  eventStore: Pick<EventStore, 'readAll'>,
  organizationId: string,
): Promise<UsageTotals> {
  const ids = new Set<string>();
  const spans = new Map<string, ReportedSpan>();
  const totals = { records: 0n, quantity: 0n, corrected: 0n, reported: 0n };
  for await (const { type, data } of eventStore.readAll(undefined, { eventTypes: [...eventTypes] })) {
    const event = { type, data } as UsageEvent;
    if (event.data.organizationId !== organizationId) continue;
    if (event.type === 'UsageCorrected') totals.corrected += BigInt(event.data.quantity);
    if (event.type === 'UsageReported') {
      for (const report of event.data.reports) {
        totals.reported += BigInt(report.quantity);
        const key = `${event.data.customerId}|${report.meter}`;
        spans.set(key, widened(spans.get(key), event.data.customerId, report));
      }
    }
    if (event.type !== 'UsageRecorded') continue;
    for (const { id, quantity } of event.data.portions.flatMap(({ records }) => records)) {
      ids.add(id);
      totals.records++;
      totals.quantity += BigInt(quantity);
    }
  }
  return { ...totals, ids: BigInt(ids.size), spans: [...spans.values()] };
}

const widened = (span: ReportedSpan | undefined, customerId: string, report: ReportedUsage): ReportedSpan => {
  const times = [report.timestamp, span?.from ?? report.timestamp, span?.to ?? report.timestamp].sort();
  return { customerId, meter: report.meter, from: times[0] ?? '', to: times[2] ?? '' };
};
