import { z } from 'zod';
import { instant } from './member.schemas.js';

export const deliveryParams = z.object({ endpointId: z.uuid(), deliveryId: z.uuid() });
const status = z.enum(['pending', 'delivered', 'failed']);
export const deliveryFilter = z.object({ status: status.optional() });
export const deliveryPlace = z.object({ createdAt: z.string(), deliveryId: z.string() });

const delivery = {
  deliveryId: z.string().meta({ description: 'Sent as `webhook-id`, the same in every attempt.' }),
  eventId: z.string().meta({ description: 'Id of what happened; endpoints that are told of it share it.' }),
  eventType: z.string().meta({ example: 'member.joined' }),
  status: status.meta({
    description:
      'Pending until an attempt is answered with 2xx or none is left; failed ones are sent again on request.',
  }),
  createdAt: instant,
  nextAttemptAt: instant.nullable(),
  attempts: z
    .array(
      z.object({
        at: instant,
        status: z.int().nullable().meta({ description: 'HTTP status of the answer; null where none came.' }),
        error: z.string().nullable().meta({ example: 'timed_out' }),
        durationMs: z.int(),
      }),
    )
    .meta({ description: 'The newest first.' }),
};
export const deliveryAnswer = z.object(delivery).meta({ id: 'WebhookDelivery' });
export const deliveryList = z.object({ data: z.array(deliveryAnswer), nextCursor: z.string().nullable() });
export const deliveryDetail = z.object({
  ...delivery,
  payload: z.string().meta({ description: 'The body that is sent, to the byte.' }),
});
export const deliveryAsked = z.object({ endpointId: z.string(), deliveryId: z.string(), revision: z.string() });
