import type Stripe from 'stripe';
import { z } from 'zod';
import type { LoggedStripeEvent, StripeEventLog } from '../../application/ports/stripeEventLog.js';
import { hasMeaning } from './interpretStripeEvent.js';
import { stripeEnvelope } from './stripeEnvelope.js';
import { stripeEvent } from './stripeObjects.js';

const AT_ONCE = 100;

const page = z.object({ data: z.array(z.unknown()), has_more: z.boolean() });

/** Stripe's own list of events (docs.stripe.com/api/events/list), as raw JSON: the SDK would make objects of decimals. */
export function stripeEventLog(stripe: Stripe): StripeEventLog {
  async function* pages(filter: Readonly<Record<string, string>>): AsyncGenerator<LoggedStripeEvent> {
    let after: string | undefined;
    for (;;) {
      const asked = new URLSearchParams({ limit: String(AT_ONCE), ...filter, ...(after && { starting_after: after }) });
      const { data, has_more } = page.parse(await stripe.rawRequest('GET', `/v1/events?${asked}`));
      for (const listed of data) {
        const event = stripeEvent.parse(listed);
        after = event.id;
        if (hasMeaning(event.type)) yield { envelope: stripeEnvelope(event), payload: JSON.stringify(listed) };
      }
      if (!has_more || data.length === 0) return;
    }
  }

  return {
    undelivered: () => pages({ delivery_success: 'false' }),
    since: (time) => pages(time === undefined ? {} : { 'created[gte]': String(Math.floor(Date.parse(time) / 1_000)) }),
  };
}
