import type { AnyRecordedEvent, Recorded } from '../../../application/events/recordedEvent.js';
import type { UsageCorrected, UsageRecorded } from '../../../domain/billing/usage/usageBook.events.js';
import type { ClickhouseProjector, ClickhouseRow } from '../../runtime/clickhouseProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

type Line = Readonly<{ id: string; meter: string; quantity: number; at: string; periodStart: string; late: boolean }>;

function linesOf(event: Recorded<UsageRecorded> | Recorded<UsageCorrected>): readonly Line[] {
  if (event.type === 'UsageCorrected') {
    const { correctionId, meter, quantity, correctedAt, period, belongsTo } = event.data;
    const late = belongsTo !== null;
    return [{ id: correctionId, meter, quantity, at: correctedAt, periodStart: period.start, late }];
  }
  return event.data.portions.flatMap(({ meter, period, belongsTo, records }) =>
    records.map((record) => ({ ...record, meter, periodStart: period.start, late: belongsTo !== null })),
  );
}

const isUsage = (event: AnyRecordedEvent): event is Recorded<UsageRecorded> | Recorded<UsageCorrected> =>
  event.type === 'UsageRecorded' || event.type === 'UsageCorrected';

/** Usage in ClickHouse: a batch as the log holds it, from which views make one row per record and sums by day. */
export const usageBatchesProjector: ClickhouseProjector = {
  name: 'analytics.usage_batches',
  version: 1,
  tableSql: tableSql(import.meta.url, 'usageBatches'),
  targets: { usage_records: 'countIf(place = 1)', daily_usage: 'sum(batches)' },
  row: (event): ClickhouseRow | undefined => {
    if (!isUsage(event)) return undefined;
    const lines = linesOf(event);
    return {
      organization_id: event.data.organizationId,
      event_id: event.id,
      kind: event.type === 'UsageRecorded' ? 'recorded' : 'corrected',
      recorded_at: event.metadata.occurredAt,
      record_ids: lines.map(({ id }) => id),
      meters: lines.map(({ meter }) => meter),
      quantities: lines.map(({ quantity }) => String(quantity)),
      used_at: lines.map(({ at }) => at),
      period_starts: lines.map(({ periodStart }) => periodStart),
      late: lines.map(({ late }) => (late ? '1' : '0')),
    };
  },
};
