import {
  getPostgreSQLEventStore,
  pongoMultiStreamProjection,
  rebuildPostgreSQLProjections,
} from '@event-driven-io/emmett-postgresql';
import type { InvoiceEvent } from '../../../domain/billing/invoice/invoice.events.js';
import type { InvoiceSnapshot } from '../../../domain/billing/invoice/invoiceSnapshot.js';
import { invoiceEvent } from '../billing/invoiceEvents.js';
import { program } from '../harness/program.js';

type Projected = Extract<InvoiceEvent, { type: 'InvoicePaid' | 'InvoicePaymentFailed' }>;
type Invoice = InvoiceSnapshot & { organizationId: string; failedAttempts: number };

const AN_APPEND = 500;

const invoices = pongoMultiStreamProjection<Invoice, Projected>({
  collectionName: 'invoices',
  canHandle: ['InvoicePaid', 'InvoicePaymentFailed'],
  getDocumentId: ({ data }) => data.invoice.invoiceId,
  evolve: (before: Invoice | null, { type, data }: Projected) => ({
    ...data.invoice,
    organizationId: data.organizationId,
    failedAttempts: (before?.failedAttempts ?? 0) + (type === 'InvoicePaymentFailed' ? 1 : 0),
  }),
});

/** The peer: Emmett's own consumer and projection over its own PostgreSQL event store, in batches of a thousand instead of its hundred. */
async function start({ databaseUrl, events }: Readonly<{ databaseUrl: string; events: number }>) {
  const store = getPostgreSQLEventStore(databaseUrl);
  await store.schema.migrate();
  for (let from = 0; from < events; from += AN_APPEND) {
    const batch = Array.from({ length: Math.min(AN_APPEND, events - from) }, (_, at) => invoiceEvent(from + at));
    await store.appendToStream<Projected>(`invoicesOfBench-${from}`, batch as Projected[]);
  }
  await store.close();
  let runs = 0;

  return {
    /** Projects all events anew; returns the seconds. */
    project: async () => {
      const consumer = rebuildPostgreSQLProjections<Projected>({
        connectionString: databaseUrl,
        pulling: { batchSize: 1_000, pullingFrequencyInMs: 1 },
        // One that has run goes on from its checkpoint, in the emptied collection.
        projections: [{ projection: invoices, processorId: `invoices-${runs++}` }],
      });
      const started = performance.now();
      await consumer.start();
      const seconds = (performance.now() - started) / 1_000;
      await consumer.close();
      return { seconds };
    },
  };
}
export type EmmettProjection = Awaited<ReturnType<typeof start>>;

program(start);
