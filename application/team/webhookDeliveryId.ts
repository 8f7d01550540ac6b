import { derivedId } from '../derivedIds.js';

/** The one delivery of an event to an endpoint. */
export const webhookDeliveryId = (eventId: string, endpointId: string): string =>
  derivedId('webhook', eventId, endpointId);
