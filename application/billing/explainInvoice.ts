import type { BillingAccountEvent } from '../../domain/billing/billingAccount/billingAccount.events.js';
import type { InvoiceEvent } from '../../domain/billing/invoice/invoice.events.js';
import { type Equation, invoiceEquations } from '../../domain/billing/invoice/invoiceEquation.js';
import type { InvoiceLine } from '../../domain/billing/invoice/invoiceLine.js';
import type { InvoiceSnapshot } from '../../domain/billing/invoice/invoiceSnapshot.js';
import { soldAs } from '../../domain/billing/rating/soldAs.js';
import { billingAccountStream, invoiceStream, usageBookStream } from '../../domain/billing/streams.js';
import type { UsageBookEvent } from '../../domain/billing/usage/usageBook.events.js';
import type { Recorded } from '../events/recordedEvent.js';
import type { RecordedStreams } from '../ports/recordedStreams.js';
import { causeOfInvoice } from './causeOfInvoice.js';
import type { LookupKeyOfPrice } from './lookupKeyOfPrice.js';

/** An event that an amount rests on. */
export type Reference = Readonly<{
  eventId: string;
  type: string;
  stream: string;
  revision: string;
  recordedAt: string;
  /** Who or what caused it; for Stripe the id of its event. */
  actor: string;
  /** Units that the event adds to a metered line; null for others. */
  units: number | null;
}>;
export type ExplainedLine = Readonly<{
  lineId: string;
  description: string | null;
  amount: number;
  /** The price as our catalogue names it, such as `plan:pro:v1:month:usd:base`; null for one made outside of it. */
  price: string | null;
  events: readonly Reference[];
}>;
export type ExplainedInvoice = Readonly<{
  invoice: InvoiceSnapshot;
  lines: readonly ExplainedLine[];
  amounts: readonly Equation[];
  /** The whole life of the invoice. */
  events: readonly Reference[];
}>;
export type ExplainInvoice = (organizationId: string, invoiceId: string) => Promise<ExplainedInvoice | undefined>;

const MOST_USAGE_EVENTS = 1_000;

const referTo = (event: Recorded<{ type: string; data: unknown }>, units: number | null = null): Reference => ({
  eventId: event.id,
  type: event.type,
  stream: event.stream,
  revision: event.revision.toString(),
  recordedAt: event.recordedAt.toISOString(),
  actor: `${event.metadata.actor.kind}:${event.metadata.actor.id}`,
  units,
});

async function allOf<E>(streams: RecordedStreams, stream: string): Promise<Recorded<E>[]> {
  const events: Recorded<E>[] = [];
  for await (const event of streams.eventsOf(stream)) events.push(event as unknown as Recorded<E>);
  return events;
}

/** Takes an invoice apart down to the events of the log that made each line and each amount. */
export const explainInvoice =
  (streams: RecordedStreams, lookupKeyOf: LookupKeyOfPrice): ExplainInvoice =>
  async (organizationId, invoiceId) => {
    const life = await allOf<InvoiceEvent>(streams, invoiceStream(invoiceId));
    const told = life.filter((event) => 'invoice' in event.data);
    const latest = told.findLast((event) => event.type !== 'InvoicePaymentFailed') ?? told.at(-1);
    if (!latest || !('invoice' in latest.data) || latest.data.organizationId !== organizationId) return undefined;
    const { invoice } = latest.data;

    const account = await allOf<BillingAccountEvent>(streams, billingAccountStream(organizationId));
    const cause = causeOfInvoice(account, invoice);
    const usage = await usageEvents(streams, organizationId);
    const explained = (invoice.lines ?? []).map(async (line): Promise<ExplainedLine> => {
      const first = told.find((event) => 'invoice' in event.data && has(event.data.invoice, line));
      const price = line.priceId === null ? null : await lookupKeyOf(line.priceId);
      const meter = price === null ? null : (soldAs(price)?.meter ?? null);
      const used = meter === null ? [] : usage.flatMap((event) => unitsOf(event, meter, line));
      const ofSubscription = line.subscriptionId === null || line.subscriptionId === invoice.subscriptionId;
      const because = [...(first ? [first] : []), ...(ofSubscription ? cause : [])];
      const events = because.map((event) => referTo(event));
      const { lineId, description, amount } = line;
      return { lineId, description, amount, price, events: [...events, ...used.slice(0, MOST_USAGE_EVENTS)] };
    });
    const lines = await Promise.all(explained);
    return { invoice, lines, amounts: invoiceEquations(invoice), events: life.map((event) => referTo(event)) };
  };

/** A line that was told before: the same id, and the same amount. */
const has = ({ lines = [] }: InvoiceSnapshot, { lineId, amount }: InvoiceLine): boolean =>
  lines.some((line) => line.lineId === lineId && line.amount === amount);

async function usageEvents(streams: RecordedStreams, organizationId: string): Promise<Recorded<UsageBookEvent>[]> {
  const events: Recorded<UsageBookEvent>[] = [];
  for (let book = 1; ; book++) {
    const found = await allOf<UsageBookEvent>(streams, usageBookStream(organizationId, book));
    if (found.length === 0) return events;
    events.push(...found);
  }
}

/** What an event adds to a metered line: units of the meter in the line's period. */
function unitsOf(event: Recorded<UsageBookEvent>, meter: string, line: InvoiceLine): Reference[] {
  if (event.type === 'UsageRecorded') {
    const portions = event.data.portions.filter(
      (each) => each.meter === meter && each.period.start === line.periodStart,
    );
    const units = portions.flatMap(({ records }) => records).reduce((sum, { quantity }) => sum + quantity, 0);
    return portions.length === 0 ? [] : [referTo(event, units)];
  }
  if (event.type !== 'UsageCorrected') return [];
  const { period, quantity } = event.data;
  return event.data.meter === meter && period.start === line.periodStart ? [referTo(event, quantity)] : [];
}
