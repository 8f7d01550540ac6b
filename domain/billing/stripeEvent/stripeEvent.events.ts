// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';
import type { StripeCustomerId, StripeEventId } from '../ids.js';

export type StripeEventReceived = Event<
  'StripeEventReceived',
  {
    stripeEventId: StripeEventId;
    eventType: string;
    /** The API version that shaped the payload, such as `2026-10-28.endive`. */
    apiVersion: string | null;
    livemode: boolean;
    customerId: StripeCustomerId | null;
    objectId: string | null;
    /** When Stripe made the event; whole seconds, so no order can be taken from it. */
    createdAt: string;
    receivedAt: string;
    /** The request body as it came, byte for byte; holds names and addresses. */
    payload: string;
    /** Present when Stripe's delivery did not arrive and the event was found in Stripe's own list. */
    foundBy?: 'sweep' | undefined;
  }
>;
export type StripeEventEvent = StripeEventReceived;
