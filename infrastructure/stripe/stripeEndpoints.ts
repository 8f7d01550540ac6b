import type Stripe from 'stripe';
import type { ConnectedEndpoint, StripeEndpoints } from '../../application/ports/stripeEndpoints.js';
import { API_VERSION } from './stripeClient.js';
import { subscribedEvents, subscribedThinEvents } from './subscribedEvents.js';

const NAME = 'Objecta';

/** Webhook endpoints at Stripe (docs.stripe.com/api/webhook_endpoints, docs.stripe.com/api/v2/core/event-destinations). */
export function stripeEndpoints(stripe: Stripe): StripeEndpoints {
  async function snapshots(url: string): Promise<ConnectedEndpoint> {
    const enabled_events = [...subscribedEvents];
    for await (const { id, url: known } of stripe.webhookEndpoints.list({ limit: 100 })) {
      if (known !== url) continue;
      await stripe.webhookEndpoints.update(id, { enabled_events, disabled: false });
      return { id, delivers: 'snapshot events', secret: null };
    }
    // The version of an endpoint is fixed when it is made.
    const terms = { url, enabled_events, api_version: API_VERSION, description: NAME } as const;
    const { id, secret } = await stripe.webhookEndpoints.create(terms);
    return { id, delivers: 'snapshot events', secret: secret ?? null };
  }

  async function thinEvents(url: string): Promise<ConnectedEndpoint> {
    const enabled_events = [...subscribedThinEvents];
    const include = ['webhook_endpoint.url', 'webhook_endpoint.signing_secret'] as const;
    for await (const { id, webhook_endpoint } of stripe.v2.core.eventDestinations.list({ include: [include[0]] })) {
      if (webhook_endpoint?.url !== url) continue;
      await stripe.v2.core.eventDestinations.update(id, { enabled_events });
      return { id, delivers: 'thin events', secret: null };
    }
    const made = await stripe.v2.core.eventDestinations.create({
      name: NAME,
      type: 'webhook_endpoint',
      event_payload: 'thin',
      enabled_events,
      webhook_endpoint: { url },
      include: [...include],
    });
    return { id: made.id, delivers: 'thin events', secret: made.webhook_endpoint?.signing_secret ?? null };
  }

  return { connect: async (url) => [await snapshots(url), await thinEvents(url)] };
}
