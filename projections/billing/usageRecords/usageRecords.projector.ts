import type { Recorded } from '../../../application/events/recordedEvent.js';
import { correctionKey } from '../../../domain/billing/usage/recordIds.js';
import type { UsageCorrected, UsageRecorded } from '../../../domain/billing/usage/usageBook.events.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type UsageRecordRow = Readonly<{
  recordKey: string;
  organizationId: string;
  recordId: string;
  kind: 'recorded' | 'corrected';
  reason: string | null;
  reference: string | null;
  meter: string;
  quantity: bigint;
  usedAt: string;
  periodStart: string;
  belongsTo: string | null;
  recordedAt: string;
  position: bigint;
  place: number;
  eventId: string;
  /** Null for a correction. */
  book: number | null;
}>;

const rowsMade = new WeakMap<object, ReadonlyMap<string, UsageRecordRow>>();

/** The rows of one event by their keys, made once for all the keys that the runtime asks for. */
function rowsOf(event: Recorded<UsageRecorded>): ReadonlyMap<string, UsageRecordRow> {
  const made = rowsMade.get(event);
  if (made) return made;
  const { organizationId, book, portions } = event.data;
  const rows = new Map<string, UsageRecordRow>();
  for (const { meter, period, belongsTo, records } of portions) {
    for (const { id, quantity, at } of records) {
      const recordKey = `${organizationId}|${id}`;
      rows.set(recordKey, {
        recordKey,
        organizationId,
        recordId: id,
        ...{ kind: 'recorded', reason: null, reference: null },
        meter,
        quantity: BigInt(quantity),
        usedAt: at,
        periodStart: period.start,
        belongsTo: belongsTo?.start ?? null,
        recordedAt: event.metadata.occurredAt,
        position: event.position,
        place: rows.size,
        eventId: event.id,
        book,
      });
    }
  }
  rowsMade.set(event, rows);
  return rows;
}

const keyOfCorrection = ({ data }: Recorded<UsageCorrected>): string =>
  `${data.organizationId}|${correctionKey(data.correctionId)}`;

const rowOfCorrection = (event: Recorded<UsageCorrected>): UsageRecordRow => {
  const { organizationId, correctionId, meter, quantity, period, belongsTo, reason, reference } = event.data;
  return {
    recordKey: keyOfCorrection(event),
    organizationId,
    recordId: correctionKey(correctionId),
    ...{ kind: 'corrected', reason, reference, meter },
    quantity: BigInt(quantity),
    usedAt: event.data.correctedAt,
    periodStart: period.start,
    belongsTo: belongsTo?.start ?? null,
    recordedAt: event.metadata.occurredAt,
    position: event.position,
    place: 0,
    eventId: event.id,
    book: null,
  };
};

/** Every record and correction of usage, for the list behind a counter and to recognise ids of books that are closed. */
export const usageRecordsProjector = postgresProjector<UsageRecorded | UsageCorrected, UsageRecordRow>({
  name: 'billing.usage_records',
  version: 2,
  tableSql: tableSql(import.meta.url, 'usageRecords'),
  key: 'recordKey',
  on: {
    UsageRecorded: {
      keys: (event) => [...rowsOf(event).keys()],
      evolve: (known, event, key) => known ?? rowsOf(event).get(key),
    },
    UsageCorrected: row(keyOfCorrection, (known, event) => known ?? rowOfCorrection(event)),
  },
});
