import type Stripe from 'stripe';
import { eventBody, signatureHeader } from '../../../infrastructure/embedded/stripe-simulator/eventObject.js';
import { subscriptionLife } from '../../../infrastructure/embedded/stripe-simulator/subscriptionLife.js';
import { organizationOf } from './invoiceEvents.js';

export type Delivery = Readonly<{
  eventId: string;
  organizationId: string;
  body: string;
  headers: Record<string, string>;
}>;

const price = { planId: 'pro', unitAmount: 4_900, currency: 'usd', interval: 'month' } as const;

/** Makes signed deliveries of `invoice.paid`, each of an invoice of its own, round about over customers. */
export function paidInvoices(secret: string, customers: number) {
  const lives = Array.from({ length: customers }, (_, at) => {
    const startsAt = new Date(Date.UTC(2026, 0, 3, 9));
    const organizationId = organizationOf(at);
    const life = subscriptionLife({ seed: `bench ${at}`, organizationId, price, quantity: 1 + (at % 9), startsAt });
    return { organizationId, paid: life.paid(1) };
  });

  /** The n-th delivery of a run, signed now. */
  return (run: string, number: number): Delivery => {
    const life = lives[number % customers];
    if (!life) throw new RangeError('there must be a customer');
    const eventId = `evt_${run}${number}`;
    const object = { ...(life.paid.object as Stripe.Invoice), id: `in_${run}${number}`, number: `${run}-${number}` };
    const body = eventBody({ ...life.paid, id: eventId, object });
    const timestamp = Math.floor(Date.now() / 1_000);
    const headers = {
      'content-type': 'application/json',
      'stripe-signature': signatureHeader(body, secret, timestamp),
    };
    return { eventId, organizationId: life.organizationId, body, headers };
  };
}
