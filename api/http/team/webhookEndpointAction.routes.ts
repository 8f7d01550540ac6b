import type { AskWebhookEndpoint } from '../../../application/team/webhookEndpointCommand.js';
import { type Route, route } from '../route.js';
import { memberRequest } from './memberRequest.js';
import { endpointChanged, endpointParams } from './webhookEndpoint.schemas.js';
import { webhookEndpointRefusal } from './webhookEndpointRefusal.js';

const path = '/api/v1/webhook-endpoints/:endpointId';
const onEndpoint = {
  tag: 'Webhooks',
  permission: 'webhooks:manage',
  kind: 'command',
  params: endpointParams,
} as const;
const always = ['not_found', 'REVISION_MISMATCH', 'STREAM_BUSY'] as const;

/** One command that takes nothing but the endpoint. */
const action = (
  ask: AskWebhookEndpoint,
  type: 'EnableWebhookEndpoint' | 'DisableWebhookEndpoint' | 'RemoveWebhookEndpoint',
  told: Readonly<{
    method: 'POST' | 'DELETE';
    path: string;
    operationId: string;
    summary: string;
    description: string;
  }>,
): Route =>
  route({
    ...onEndpoint,
    ...told,
    answers: { 200: endpointChanged },
    refusals: always,
    handle: async (request) => {
      const { endpointId } = request.params;
      const done = await ask(memberRequest(request), type, { endpointId });
      if (!done.accepted) return webhookEndpointRefusal(always, done);
      const { revision, position } = done;
      return { status: 200, revision, position, body: { endpointId, revision: String(revision) } };
    },
  });

/** What is done with a webhook endpoint. */
export const webhookEndpointActionRoutes = (ask: AskWebhookEndpoint): readonly Route[] => [
  action(ask, 'EnableWebhookEndpoint', {
    ...{ method: 'POST', path: `${path}/enable`, operationId: 'enableWebhookEndpoint' },
    summary: 'Enable a webhook endpoint',
    description: 'It is told of what happens from now on; earlier deliveries are sent again on request only.',
  }),
  action(ask, 'DisableWebhookEndpoint', {
    ...{ method: 'POST', path: `${path}/disable`, operationId: 'disableWebhookEndpoint' },
    summary: 'Disable a webhook endpoint',
    description: 'Nothing is sent to it any more, and what happens meanwhile is not kept for it.',
  }),
  action(ask, 'RemoveWebhookEndpoint', {
    ...{ method: 'DELETE', path, operationId: 'removeWebhookEndpoint' },
    summary: 'Remove a webhook endpoint',
    description: 'With its deliveries.',
  }),
];
