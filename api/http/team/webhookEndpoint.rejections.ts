import type { WebhookEndpointRejection as Rejection } from '../../../domain/team/webhookEndpoint/webhookEndpoint.commands.js';
import type { ProblemKind } from '../httpRefusals.js';

/** How webhook endpoints refuse; one that is not there is answered as by any other route. */
export type WebhookEndpointRejection = Exclude<Rejection, 'WEBHOOK_ENDPOINT_UNKNOWN'> | 'URL_NOT_ALLOWED';

export const webhookEndpointRejections = {
  URL_NOT_ALLOWED: {
    status: 422,
    title: 'The address is not allowed',
    detail: 'Deliveries go to public https addresses only.',
  },
  WEBHOOK_ENDPOINTS_TOO_MANY: {
    status: 409,
    title: 'Too many webhook endpoints',
    detail: 'An organization has at most 20 webhook endpoints. Remove one first.',
  },
  WEBHOOK_ENDPOINT_DISABLED: {
    status: 409,
    title: 'The webhook endpoint is disabled',
    detail: 'Nothing is sent to it. Enable it first.',
  },
  WEBHOOK_SECRETS_TOO_MANY: {
    status: 409,
    title: 'The secret was rotated too often',
    detail: 'Each former secret signs along for 24 hours, and at most 5 sign at once. Rotate it again later.',
  },
} satisfies Record<WebhookEndpointRejection, ProblemKind>;
