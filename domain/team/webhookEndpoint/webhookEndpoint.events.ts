// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';

type OfEndpoint = Readonly<{ organizationId: string; endpointId: string }>;

/** What an organization says of an endpoint; `eventTypes` null: every type, those to come included. */
export type WebhookEndpointTerms = Readonly<{
  url: string;
  description: string;
  eventTypes: readonly string[] | null;
}>;

export type WebhookEndpointAdded = Event<
  'WebhookEndpointAdded',
  OfEndpoint & { terms: WebhookEndpointTerms; by: string; at: string }
>;
export type WebhookEndpointChanged = Event<
  'WebhookEndpointChanged',
  OfEndpoint & { before: WebhookEndpointTerms; after: WebhookEndpointTerms; by: string; at: string }
>;
export type WebhookEndpointEnabled = Event<
  'WebhookEndpointEnabled',
  OfEndpoint & { url: string; by: string; at: string }
>;
/** `by` is null where the system did it: the endpoint answered 410 Gone, or nothing but failures for days. */
export type WebhookEndpointDisabled = Event<
  'WebhookEndpointDisabled',
  OfEndpoint & { url: string; by: string | null; because: 'asked' | 'gone' | 'failing'; at: string }
>;
/** The secret of the next generation signs; the one before it signs along until `formerUntil`. No secret is stored: each is derived. */
export type WebhookSecretRotated = Event<
  'WebhookSecretRotated',
  OfEndpoint & { url: string; generation: number; formerUntil: string; by: string; at: string }
>;
export type WebhookEndpointRemoved = Event<
  'WebhookEndpointRemoved',
  OfEndpoint & { url: string; by: string; at: string }
>;
/** A `webhook.test` is to be delivered, and to this endpoint only. */
export type WebhookTestRequested = Event<'WebhookTestRequested', OfEndpoint & { url: string; by: string; at: string }>;
/** A delivery is to be sent once more, whatever became of it. */
export type WebhookRedeliveryRequested = Event<
  'WebhookRedeliveryRequested',
  OfEndpoint & { url: string; deliveryId: string; by: string; at: string }
>;

export type WebhookEndpointEvent =
  | WebhookEndpointAdded
  | WebhookEndpointChanged
  | WebhookEndpointEnabled
  | WebhookEndpointDisabled
  | WebhookSecretRotated
  | WebhookEndpointRemoved
  | WebhookTestRequested
  | WebhookRedeliveryRequested;
