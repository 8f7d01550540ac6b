import Stripe from 'stripe';
import type { MeterEvent, StripeMeters } from '../../application/ports/stripeMeters.js';

const outsideWindow = new Set(['timestamp_too_far_in_past', 'timestamp_in_future']);
const MINUTE = 60;
const PAGE = 100;

const seconds = (instant: string): number => Math.floor(Date.parse(instant) / 1000);
const isOutsideWindow = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeError && outsideWindow.has(error.code ?? '');
/** An identifier Stripe has is usage Stripe has. */
const isKnown = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError &&
  /identifier/i.test(error.message) &&
  error.statusCode === 400 &&
  /already|duplicate/i.test(error.message);

/** Reports usage as v1 meter events (docs.stripe.com/api/billing/meter-event). */
export function stripeMeters(stripe: Stripe): StripeMeters {
  const ids = new Map<string, string>();

  async function send(event: MeterEvent, timestamp: number | undefined, attempt: string): Promise<string> {
    const sent = await stripe.billing.meterEvents.create(
      {
        event_name: event.meter,
        identifier: event.identifier,
        payload: { stripe_customer_id: event.customerId, value: String(event.quantity) },
        ...(timestamp === undefined ? {} : { timestamp }),
      },
      { idempotencyKey: `${event.identifier}-${attempt}` },
    );
    return new Date(sent.timestamp * 1000).toISOString();
  }

  async function meterId(name: string): Promise<string> {
    const known = ids.get(name);
    if (known) return known;
    for await (const meter of stripe.billing.meters.list({ limit: PAGE })) ids.set(meter.event_name, meter.id);
    const found = ids.get(name);
    if (!found) throw new Error(`Stripe has no meter for ${name}`);
    return found;
  }

  return {
    report: async (event) => {
      try {
        return await send(event, seconds(event.timestamp), 'then');
      } catch (error) {
        if (isKnown(error)) return event.timestamp;
        if (!isOutsideWindow(error)) throw error;
        return await send(event, undefined, 'now');
      }
    },
    total: async (customerId, meter, from, to) => {
      const summaries = stripe.billing.meters.listEventSummaries(await meterId(meter), {
        customer: customerId,
        start_time: Math.floor(seconds(from) / MINUTE) * MINUTE,
        end_time: Math.ceil(seconds(to) / MINUTE) * MINUTE,
        limit: PAGE,
      });
      let total = 0;
      for await (const { aggregated_value } of summaries) total += aggregated_value;
      return total;
    },
  };
}
