import { z } from 'zod';
import type { WebhookEndpointEvent } from '../../domain/team/webhookEndpoint/webhookEndpoint.events.js';
import type { EventDefinitions } from './eventDefinition.js';

const at = z.iso.datetime();
const of = { organizationId: z.string(), endpointId: z.string() };
const terms = z.object({ url: z.string(), description: z.string(), eventTypes: z.array(z.string()).nullable() });
const asked = { ...of, url: z.string(), by: z.string(), at };

/** Events of webhook endpoints as they are stored. */
export const webhookEndpointEvents: EventDefinitions<WebhookEndpointEvent> = {
  WebhookEndpointAdded: { version: 1, data: z.object({ ...of, terms, by: z.string(), at }) },
  WebhookEndpointChanged: {
    version: 1,
    data: z.object({ ...of, before: terms, after: terms, by: z.string(), at }),
  },
  WebhookEndpointEnabled: { version: 1, data: z.object(asked) },
  WebhookEndpointDisabled: {
    version: 1,
    data: z.object({ ...asked, by: z.string().nullable(), because: z.enum(['asked', 'gone', 'failing']) }),
  },
  WebhookSecretRotated: {
    version: 1,
    data: z.object({ ...asked, generation: z.int().positive(), formerUntil: at }),
  },
  WebhookEndpointRemoved: { version: 1, data: z.object(asked) },
  WebhookTestRequested: { version: 1, data: z.object(asked) },
  WebhookRedeliveryRequested: { version: 1, data: z.object({ ...asked, deliveryId: z.string() }) },
};
