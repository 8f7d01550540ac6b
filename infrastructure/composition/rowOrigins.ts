import type { OriginsOf } from '../../api/cli/differingRow.js';
import { fieldOrigins } from '../../application/billing/fieldOrigins.js';
import type { AnyRecordedEvent } from '../../application/events/recordedEvent.js';
import type { RecordedStreams } from '../../application/ports/recordedStreams.js';
import { billingAccountStream, invoiceStream } from '../../domain/billing/streams.js';
import type { AnyPostgresProjector } from '../../projections/runtime/postgresProjector.js';
import { snakeCase } from '../../projections/runtime/rowTable.js';
import { postgresProjectors } from './modules/projections.js';

type Row = Readonly<{ key: string; organizationId: string }>;

/** The stream that a row of a read model is a fold of. */
const streams: Readonly<Record<string, (row: Row) => string>> = {
  'billing.subscriptions': ({ organizationId }) => billingAccountStream(organizationId),
  'billing.payment_methods': ({ organizationId }) => billingAccountStream(organizationId),
  'billing.invoices': ({ key }) => invoiceStream(key),
};

/** The row after each event, its columns named as in the table. */
function columnsAfter({ on }: AnyPostgresProjector, key: string) {
  let row: object | undefined;
  return (event: AnyRecordedEvent): object | undefined => {
    const handler = on[event.type];
    if (!handler?.keys(event).includes(key)) return undefined;
    row = handler.evolve(row, event, key);
    return row && Object.fromEntries(Object.entries(row).map(([property, value]) => [snakeCase(property), value]));
  };
}

/** Where each column of a row comes from, for the read models whose rows are folds of one stream. */
export const rowOrigins =
  (log: RecordedStreams): OriginsOf =>
  async (readModel, { key, fresh }) => {
    const projector = postgresProjectors.find(({ name }) => name === readModel);
    const stream = streams[readModel]?.({ key, organizationId: String(fresh?.organization_id) });
    if (!projector || !stream) return new Map();
    return fieldOrigins(log.eventsOf(stream), columnsAfter(projector, key));
  };
