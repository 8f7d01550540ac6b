import Stripe from 'stripe';
import type { Context } from '../account/context.js';
import { charactersOf } from '../account/ids.js';
import { endpoint } from '../http/endpoint.js';
import { listOf } from '../http/lists.js';
import { array, clearable, flag, mergedMetadata, metadata, paging, parameters, text } from '../http/parameters.js';
import { invalidRequest } from '../http/stripeErrors.js';
import type { Stored } from '../store/storedObjects.js';
import type { Subject } from '../subject.js';
import { deliverAgain } from './sendEvent.js';

type WebhookEndpoint = Stored<'webhook_endpoint'>;

const PATH = '/v1/webhook_endpoints';

/** @throws StripeError 400 for what no webhook can be sent to */
function checkUrl(url: string | undefined): void {
  if (url !== undefined && !/^https?:\/\/\S+$/.test(url))
    throw invalidRequest('Invalid URL', { param: 'url', code: 'url_invalid' });
}

type Terms = Readonly<{
  url: string;
  enabledEvents: readonly string[];
  secret?: string;
  apiVersion?: string | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, string>;
}>;

/** Stores an endpoint and the secret it signs with. */
export function addWebhookEndpoint(
  context: Context,
  terms: Terms,
): Readonly<{ made: WebhookEndpoint; secret: string }> {
  const id = context.newId('we');
  const secret = terms.secret ?? `whsec_${charactersOf(`${context.account.seed}|${id}`, 32)}`;
  const made: WebhookEndpoint = {
    id,
    object: 'webhook_endpoint',
    api_version: terms.apiVersion ?? Stripe.API_VERSION,
    application: null,
    created: context.now(),
    description: terms.description ?? null,
    enabled_events: [...terms.enabledEvents],
    livemode: false,
    metadata: terms.metadata ?? {},
    status: 'enabled',
    url: terms.url,
  };
  context.store.put('webhook_endpoint', made);
  context.store.put('sim.endpoint_secrets', { id, secrets: [{ secret, validUntil: null }] });
  return { made, secret };
}

const create = endpoint({
  method: 'POST',
  path: PATH,
  params: parameters({
    url: text(),
    enabled_events: array(text()),
    api_version: text().optional(),
    connect: flag().optional(),
    description: clearable(text()).optional(),
    metadata: metadata(),
  }),
  handle: (context, { params }) => {
    checkUrl(params.url);
    const { made, secret } = addWebhookEndpoint(context, {
      url: params.url,
      enabledEvents: params.enabled_events,
      apiVersion: params.api_version,
      description: params.description,
      metadata: mergedMetadata({}, params.metadata),
    });
    return { ...made, secret };
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: `${PATH}/:endpoint`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('webhook_endpoint', path.endpoint),
});

const update = endpoint({
  method: 'POST',
  path: `${PATH}/:endpoint`,
  params: parameters({
    url: text().optional(),
    enabled_events: array(text()).optional(),
    disabled: flag().optional(),
    description: clearable(text()).optional(),
    metadata: metadata(),
  }),
  handle: (context, { path, params }) => {
    const before = context.inPath('webhook_endpoint', path.endpoint);
    checkUrl(params.url);
    const { url = before.url, enabled_events = before.enabled_events, description = before.description } = params;
    const wasDisabled = before.status === 'disabled';
    const status = (params.disabled ?? wasDisabled) ? 'disabled' : 'enabled';
    const changed = {
      url,
      enabled_events,
      description,
      status,
      metadata: mergedMetadata(before.metadata, params.metadata),
    };
    return context.store.update('webhook_endpoint', before.id, changed);
  },
});

const remove = endpoint({
  method: 'DELETE',
  path: `${PATH}/:endpoint`,
  params: parameters({}),
  handle: (context, { path }) => {
    const { id } = context.inPath('webhook_endpoint', path.endpoint);
    context.store.delete('webhook_endpoint', id);
    context.store.delete('sim.endpoint_secrets', id);
    return { id, object: 'webhook_endpoint', deleted: true };
  },
});

const list = endpoint({
  method: 'GET',
  path: PATH,
  params: parameters(paging),
  handle: (context, { params }) => listOf(context, 'webhook_endpoint', params, PATH),
});

/** Where events are delivered to. */
export const webhookEndpointSubject: Subject = {
  endpoints: [create, retrieve, update, remove, list],
  work: { 'webhook.retry': (context, { delivery }) => deliverAgain(context, String(delivery)) },
};
