import { derivedId } from '../../../application/derivedIds.js';
import { createEventCodec } from '../../../application/events/eventCodec.js';
import { eventRegistry } from '../../../application/events/eventRegistry.js';
import type { InvoiceEvent } from '../../../domain/billing/invoice/invoice.events.js';
import type { InvoiceSnapshot } from '../../../domain/billing/invoice/invoiceSnapshot.js';
import { connectEventStore } from '../../../infrastructure/eventstore/connectEventStore.js';

const ORGANIZATIONS = 50;
const AN_APPEND = 500;

const none = () => Promise.reject(new Error('invoices hold no personal data'));

/** The product's codec over the product's events, for those without personal data. */
export const invoiceCodec = createEventCodec(eventRegistry, { encrypt: none, decrypt: none });

export const organizationOf = (invoice: number): string => derivedId('bench organization', invoice % ORGANIZATIONS);

/** The n-th invoice, paid or with a first attempt that failed. */
export function invoiceSnapshot(prefix: string, number: number, paid: boolean): InvoiceSnapshot {
  const day = (later: number) => new Date(Date.UTC(2026, 0, 1 + (number % 300) + later)).toISOString();
  const total = 4_900 * (1 + (number % 9));
  return {
    ...{
      invoiceId: `in_${prefix}${number}`,
      customerId: `cus_${number % 5_000}`,
      subscriptionId: `sub_${number % 5_000}`,
    },
    ...{ number: `INV-${number}`, status: paid ? 'paid' : 'open', currency: 'usd', subtotal: total, tax: 0, total },
    ...{
      amountDue: total,
      amountPaid: paid ? total : 0,
      amountRemaining: paid ? 0 : total,
      attemptCount: paid ? 2 : 1,
    },
    ...{ nextPaymentAttemptAt: paid ? null : day(1), periodStart: day(-30), periodEnd: day(0), createdAt: day(0) },
    paidAt: paid ? day(1) : null,
  };
}

/** Two events an invoice: a payment that failed, and one that succeeded. */
export function invoiceEvent(at: number): InvoiceEvent {
  const number = Math.floor(at / 2);
  const organizationId = organizationOf(number);
  const paid = at % 2 === 1;
  const invoice = invoiceSnapshot('bench', number, paid);
  if (paid) return { type: 'InvoicePaid', data: { organizationId, invoice } };
  return { type: 'InvoicePaymentFailed', data: { organizationId, invoice, afterPayment: false } };
}

/** Puts so many invoice events (an even number) into the log; returns its head. */
export async function fillLog(connectionString: string, events: number): Promise<bigint> {
  const eventStore = await connectEventStore({ connectionString });
  const append = async (from: number) => {
    const count = Math.min(AN_APPEND, events - from);
    const encoded = Array.from({ length: count }, (_, index) => {
      const at = from + index;
      const id = derivedId('bench event', at);
      const event = invoiceEvent(at);
      return invoiceCodec.encode(event, id, {
        ...{ commandId: id, $correlationId: `request-${at}`, $causationId: `request-${at}` },
        ...{ organizationId: event.data.organizationId, actor: { kind: 'stripe', id: `evt_${at}` } },
        occurredAt: new Date(Date.UTC(2026, 0, 1) + at * 60_000).toISOString(),
      });
    });
    await eventStore.append(`invoicesOfBench-${from}`, await Promise.all(encoded), 'noStream');
  };
  for (let from = 0; from < events; from += AN_APPEND) await append(from);
  const head = await eventStore.head();
  await eventStore.close();
  return head;
}
