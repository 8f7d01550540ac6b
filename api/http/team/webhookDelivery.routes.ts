import type { WebhookDeliveryLog } from '../../../application/ports/webhookDeliveryLog.js';
import type { RedeliverWebhook } from '../../../application/team/redeliverWebhook.js';
import type { TestWebhookEndpoint } from '../../../application/team/testWebhookEndpoint.js';
import type { WebhookEndpointsNow } from '../../../application/team/webhookEndpointsNow.js';
import { pageOf } from '../answers/pageOf.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { memberRequest } from './memberRequest.js';
import {
  deliveryAsked,
  deliveryDetail,
  deliveryFilter,
  deliveryList,
  deliveryParams,
  deliveryPlace,
} from './webhookDelivery.schemas.js';
import { endpointParams } from './webhookEndpoint.schemas.js';
import { webhookEndpointRefusal } from './webhookEndpointRefusal.js';

type Uses = Readonly<{
  endpointsNow: WebhookEndpointsNow;
  deliveryLog: WebhookDeliveryLog;
  testWebhookEndpoint: TestWebhookEndpoint;
  redeliverWebhook: RedeliverWebhook;
}>;

const path = '/api/v1/webhook-endpoints/:endpointId';
const tag = 'Webhooks';
const permission = 'webhooks:manage';
/** Each has a request sent to somebody else. */
const perIp = { requests: 60, seconds: 60 };
const sendRefusals = ['not_found', 'REVISION_MISMATCH', 'STREAM_BUSY', 'WEBHOOK_ENDPOINT_DISABLED'] as const;

/** What is delivered to a webhook endpoint, and sending it. */
export const webhookDeliveryRoutes = (uses: Uses): readonly Route[] => [
  route({
    ...{ method: 'GET', path: `${path}/deliveries`, tag, permission, kind: 'query' },
    operationId: 'listWebhookDeliveries',
    summary: 'Deliveries to a webhook endpoint with their attempts, the newest first',
    description: 'Finished ones are kept for 30 days.',
    params: endpointParams,
    query: deliveryFilter,
    list: { sorts: ['-createdAt'], key: deliveryPlace },
    answers: { 200: deliveryList },
    refusals: ['not_found'],
    handle: async ({ caller: { organizationId }, params: { endpointId }, query: { status }, page }) => {
      if (!(await uses.endpointsNow(organizationId))[endpointId]) return refused('not_found');
      const asked = { status, after: page.after, limit: page.limit + 1 };
      const found = await uses.deliveryLog.list(organizationId, endpointId, asked);
      const shown = found.map((each) => ({ ...each, attempts: [...each.attempts] }));
      return { status: 200, body: pageOf(shown, page, ({ createdAt, deliveryId }) => ({ createdAt, deliveryId })) };
    },
  }),
  route({
    ...{ method: 'GET', path: `${path}/deliveries/:deliveryId`, tag, permission, kind: 'query' },
    operationId: 'getWebhookDelivery',
    summary: 'A delivery with its body and attempts',
    params: deliveryParams,
    answers: { 200: deliveryDetail },
    refusals: ['not_found'],
    handle: async ({ caller: { organizationId }, params: { endpointId, deliveryId } }) => {
      const found = await uses.deliveryLog.one(organizationId, endpointId, deliveryId);
      return found ? { status: 200, body: { ...found, attempts: [...found.attempts] } } : refused('not_found');
    },
  }),
  route({
    ...{ method: 'POST', path: `${path}/deliveries/:deliveryId/redeliver`, tag, permission, kind: 'command' },
    operationId: 'redeliverWebhook',
    summary: 'Send a delivery again',
    description: 'Under the same `webhook-id`, at once, and then by the usual schedule.',
    params: deliveryParams,
    answers: { 202: deliveryAsked },
    refusals: sendRefusals,
    perIp,
    handle: async (request) => {
      const { endpointId, deliveryId } = request.params;
      const done = await uses.redeliverWebhook(memberRequest(request), endpointId, deliveryId);
      if (!done.accepted) return webhookEndpointRefusal(sendRefusals, done);
      const { revision, position } = done;
      return { status: 202, revision, position, body: { endpointId, deliveryId, revision: String(revision) } };
    },
  }),
  route({
    ...{ method: 'POST', path: `${path}/test`, tag, permission, kind: 'command' },
    operationId: 'testWebhookEndpoint',
    summary: 'Send a `webhook.test` to a webhook endpoint',
    description: 'Look at the delivery to see what became of it.',
    params: endpointParams,
    answers: { 202: deliveryAsked },
    refusals: sendRefusals,
    perIp,
    handle: async (request) => {
      const { endpointId } = request.params;
      const done = await uses.testWebhookEndpoint(memberRequest(request), endpointId);
      if (!done.accepted) return webhookEndpointRefusal(sendRefusals, done);
      const { deliveryId, revision, position } = done;
      return { status: 202, revision, position, body: { endpointId, deliveryId, revision: String(revision) } };
    },
  }),
];
