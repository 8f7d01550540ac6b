import type { AddWebhookEndpoint } from '../../../application/team/addWebhookEndpoint.js';
import type { ChangeWebhookEndpoint } from '../../../application/team/changeWebhookEndpoint.js';
import type { ReadWebhookEndpoints } from '../../../application/team/readWebhookEndpoints.js';
import type { RotateWebhookSecret } from '../../../application/team/rotateWebhookSecret.js';
import type { WebhookEndpoint } from '../../../domain/team/webhookEndpoint/webhookEndpointState.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { memberRequest } from './memberRequest.js';
import {
  addEndpointBody,
  changeEndpointBody,
  endpointAdded,
  endpointAnswer,
  endpointChanged,
  endpointList,
  endpointParams,
  eventTypeList,
  eventTypesTold,
  secretRotated,
} from './webhookEndpoint.schemas.js';
import { webhookEndpointRefusal } from './webhookEndpointRefusal.js';

export type WebhookEndpointUses = Readonly<{
  readWebhookEndpoints: ReadWebhookEndpoints;
  addWebhookEndpoint: AddWebhookEndpoint;
  changeWebhookEndpoint: ChangeWebhookEndpoint;
  rotateWebhookSecret: RotateWebhookSecret;
  now: () => Date;
}>;

const path = '/api/v1/webhook-endpoints';
const tag = 'Webhooks';
const permission = 'webhooks:manage';
const query = { method: 'GET', tag, permission, kind: 'query' } as const;
const command = { method: 'POST', tag, permission, kind: 'command' } as const;
const always = ['not_found', 'REVISION_MISMATCH', 'STREAM_BUSY'] as const;
const addRefusals = [...always, 'URL_NOT_ALLOWED', 'WEBHOOK_ENDPOINTS_TOO_MANY'] as const;
const changeRefusals = [...always, 'URL_NOT_ALLOWED'] as const;
const rotateRefusals = [...always, 'WEBHOOK_SECRETS_TOO_MANY'] as const;

const shown = (endpointId: string, endpoint: WebhookEndpoint, now: Date) => {
  const { url, description, eventTypes, disabled, addedAt, former } = endpoint;
  const until = former[0]?.until ?? null;
  return {
    ...{ endpointId, url, description, eventTypes: eventTypes && [...eventTypes] },
    status: disabled === null ? ('enabled' as const) : ('disabled' as const),
    disabledBecause: disabled,
    addedAt,
    formerSecretUntil: until !== null && Date.parse(until) > now.getTime() ? until : null,
  };
};

/** The webhook endpoints of an organization: where events are delivered to. */
export const webhookEndpointRoutes = (uses: WebhookEndpointUses): readonly Route[] => [
  route({
    ...query,
    path: `${path}/event-types`,
    operationId: 'listWebhookEventTypes',
    summary: 'Event types that endpoints can be told of',
    answers: { 200: eventTypeList },
    handle: async () => ({ status: 200, body: { data: eventTypesTold } }),
  }),
  route({
    ...query,
    path,
    operationId: 'listWebhookEndpoints',
    summary: 'Your webhook endpoints',
    answers: { 200: endpointList },
    handle: async ({ caller: { organizationId } }) => {
      const { endpoints, revision } = await uses.readWebhookEndpoints(organizationId);
      const now = uses.now();
      const data = Object.entries(endpoints).map(([endpointId, each]) => shown(endpointId, each, now));
      return { status: 200, revision, body: { data } };
    },
  }),
  route({
    ...query,
    path: `${path}/:endpointId`,
    operationId: 'getWebhookEndpoint',
    summary: 'A webhook endpoint',
    params: endpointParams,
    answers: { 200: endpointAnswer },
    refusals: ['not_found'],
    handle: async ({ caller: { organizationId }, params: { endpointId } }) => {
      const { endpoints, revision } = await uses.readWebhookEndpoints(organizationId);
      const endpoint = endpoints[endpointId];
      return endpoint ? { status: 200, revision, body: shown(endpointId, endpoint, uses.now()) } : refused('not_found');
    },
  }),
  route({
    ...command,
    path,
    operationId: 'addWebhookEndpoint',
    summary: 'Add a webhook endpoint',
    description: 'Answers with its secret. At most 20 endpoints.',
    body: addEndpointBody,
    answers: { 201: endpointAdded },
    answerHoldsSecret: true,
    refusals: addRefusals,
    handle: async (request) => {
      const done = await uses.addWebhookEndpoint(memberRequest(request), request.body);
      if (!done.accepted) return webhookEndpointRefusal(addRefusals, done);
      const { endpointId, secret, revision, position } = done;
      return { status: 201, revision, position, body: { endpointId, secret, revision: String(revision) } };
    },
  }),
  route({
    ...command,
    method: 'PATCH',
    path: `${path}/:endpointId`,
    operationId: 'changeWebhookEndpoint',
    summary: 'Change the address, description or event types of a webhook endpoint',
    params: endpointParams,
    body: changeEndpointBody,
    answers: { 200: endpointChanged },
    refusals: changeRefusals,
    handle: async (request) => {
      const { endpointId } = request.params;
      const done = await uses.changeWebhookEndpoint(memberRequest(request), endpointId, request.body);
      if (!done.accepted) return webhookEndpointRefusal(changeRefusals, done);
      const { revision, position } = done;
      return { status: 200, revision, position, body: { endpointId, revision: String(revision) } };
    },
  }),
  route({
    ...command,
    path: `${path}/:endpointId/rotate-secret`,
    operationId: 'rotateWebhookSecret',
    summary: 'Give a webhook endpoint a new secret',
    description: 'For 24 hours deliveries carry a signature of the former secret as well.',
    params: endpointParams,
    answers: { 200: secretRotated },
    answerHoldsSecret: true,
    refusals: rotateRefusals,
    handle: async (request) => {
      const { endpointId } = request.params;
      const done = await uses.rotateWebhookSecret(memberRequest(request), endpointId);
      if (!done.accepted) return webhookEndpointRefusal(rotateRefusals, done);
      const { secret, formerUntil: formerSecretUntil, revision, position } = done;
      const body = { endpointId, secret, formerSecretUntil, revision: String(revision) };
      return { status: 200, revision, position, body };
    },
  }),
];
