import type { z } from 'zod';
import type { StripeEnvelope } from '../../application/ports/stripeWebhooks.js';
import type { stripeThinEvent } from './rejectedUsage.js';
import { instant } from './snapshots.js';
import type { stripeEvent } from './stripeObjects.js';

/** What an event says of itself. */
export function stripeEnvelope(event: z.infer<typeof stripeEvent>): StripeEnvelope {
  const { id, type, api_version, created, livemode, data } = event;
  const isCustomer = data.object.object === 'customer';
  const ofCustomer = data.object.customer ?? data.previous_attributes?.customer;
  return {
    stripeEventId: id,
    eventType: type,
    apiVersion: api_version ?? null,
    livemode,
    customerId: (isCustomer ? data.object.id : ofCustomer) ?? null,
    objectId: data.object.id ?? null,
    createdAt: instant(created),
  };
}

/** What a thin event says of itself: it has no version, and of its object it names the id. */
export const thinEnvelope = ({
  id,
  type,
  livemode,
  created,
  related_object,
}: z.infer<typeof stripeThinEvent>): StripeEnvelope => ({
  stripeEventId: id,
  eventType: type,
  apiVersion: null,
  livemode,
  customerId: related_object?.type === 'customer' ? related_object.id : null,
  objectId: related_object?.id ?? null,
  createdAt: new Date(created).toISOString(),
});
