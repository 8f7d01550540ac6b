import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { webhookPayloads } from '../team/webhookPayload.schemas.js';

const signed = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
const parameters = signed.map((name) => ({
  ...{ name, in: 'header', required: true },
  schema: { type: 'string' },
  description: 'As Standard Webhooks says.',
}));

/** What we post to endpoints of an organization (OpenAPI 3.1, "webhooks"). */
export const webhooksDocument: ZodOpenApiPathsObject = Object.fromEntries(
  webhookPayloads.map(({ type, description, body }) => [
    type,
    {
      post: {
        summary: description,
        tags: ['Webhooks'],
        parameters: parameters as never,
        requestBody: { required: true, content: { 'application/json': { schema: body } } },
        responses: { '2XX': { description: 'Taken. Anything else is tried again.' } },
      },
    },
  ]),
);
