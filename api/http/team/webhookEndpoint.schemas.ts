import { z } from 'zod';
import {
  testEvent,
  webhookCatalogue,
  webhookEventTypes,
} from '../../../domain/team/webhookEndpoint/webhookCatalogue.js';
import { instant } from './member.schemas.js';

const url = z.string().min(1).max(2_048).meta({
  description:
    'A public https address, on port 443 or one from 1024 on, without user name, password and fragment. What its name resolves to is checked at each delivery.',
  example: 'https://hooks.northwind.example/objecta',
});
const description = z.string().max(200).meta({ example: 'Tells our CRM who joins' });
const eventTypes = z
  .array(z.enum(webhookEventTypes))
  .min(1)
  .transform((types) => [...new Set(types)])
  .nullable()
  .meta({ description: 'What it is told of; null: everything, types to come included.', example: ['member.joined'] });
const revision = z
  .string()
  .meta({ description: 'Of all your webhook endpoints; as ETag for If-Match.', example: '12' });
const secret = z.string().meta({
  description: 'Signs the deliveries (Standard Webhooks). Shown this once: we keep no copy that we could show again.',
  example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
});

export const endpointParams = z.object({ endpointId: z.uuid() });
export const addEndpointBody = z.strictObject({
  url,
  description: description.default(''),
  eventTypes: eventTypes.default(null),
});
export const changeEndpointBody = z.strictObject({
  url: url.exactOptional(),
  description: description.exactOptional(),
  eventTypes: eventTypes.exactOptional(),
});

export const endpointAnswer = z
  .object({
    endpointId: z.string(),
    url: z.string(),
    description: z.string(),
    eventTypes: z.array(z.string()).nullable(),
    status: z.enum(['enabled', 'disabled']),
    disabledBecause: z.enum(['asked', 'gone', 'failing']).nullable().meta({
      description: 'Somebody asked for it, it answered 410 Gone, or nothing but failures for five days.',
    }),
    addedAt: instant,
    formerSecretUntil: instant.nullable().meta({ description: 'Until then the secret before signs along.' }),
  })
  .meta({ id: 'WebhookEndpoint' });
export const endpointList = z.object({ data: z.array(endpointAnswer) });
export const endpointAdded = z.object({ endpointId: z.string(), secret, revision });
export const secretRotated = z.object({
  ...{ endpointId: z.string(), secret, revision },
  formerSecretUntil: instant.nullable(),
});
export const endpointChanged = z.object({ endpointId: z.string(), revision });

export const eventTypeList = z.object({ data: z.array(z.object({ type: z.string(), description: z.string() })) });
/** The catalogue as it is listed. */
export const eventTypesTold = [...Object.values(webhookCatalogue), testEvent].map((told) => ({
  type: told.type,
  description: told.description,
}));
