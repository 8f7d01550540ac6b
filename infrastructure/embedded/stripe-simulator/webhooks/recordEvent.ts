import Stripe from 'stripe';
import type { Context } from '../account/context.js';
import { isSubscribed } from './subscribed.js';
import { destinationsFor, recordThinEvent } from './thin/recordThinEvent.js';
import { takeFault } from './webhookMode.js';

/** Writes an event and a delivery for every endpoint that wants it; its data stay as they are now. */
export function recordEvent(context: Context, type: string, object: object, previous?: object): void {
  write(context, type, object, previous);
  if (takeFault(context, 'splitEvent', type)) write(context, type, object, previous);
}

function write(context: Context, type: string, object: object, previous: object | undefined): void {
  const { store, cause } = context;
  const endpoints = store.all('webhook_endpoint').filter((endpoint) => isSubscribed(endpoint, type));
  const id = context.newId('evt');
  store.put('event', {
    id,
    object: 'event',
    api_version: Stripe.API_VERSION,
    created: context.now(),
    data: { object, ...(previous && { previous_attributes: previous }) },
    livemode: false,
    pending_webhooks: endpoints.length,
    request: { id: cause?.id ?? null, idempotency_key: cause?.idempotencyKey ?? null },
    type,
  });
  for (const endpoint of endpoints) {
    const to = { event: id, type, endpoint: endpoint.id, line: endpoint.id };
    store.put('sim.delivery', { id: `${id}:${endpoint.id}`, ...to, state: 'pending', attempts: [] });
  }
  const thin = `v1.${type}`;
  if (destinationsFor(context, thin).length > 0) recordThinEvent(context, { type: thin, about: object, snapshot: id });
}
