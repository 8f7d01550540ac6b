import { accept, type Decider, reject } from '../../decider.js';
import { instantAfter } from '../../instant.js';
import type { WebhookEndpointCommand, WebhookEndpointRejection } from './webhookEndpoint.commands.js';
import type { WebhookEndpointEvent } from './webhookEndpoint.events.js';
import { evolveWebhookEndpoints, signingGenerations, type WebhookEndpoints } from './webhookEndpointState.js';

const MOST_ENDPOINTS = 20;
/** For a day receivers may know either secret (Standard Webhooks, "Zero downtime secret rotation"). */
const FORMER_SIGNS_MS = 24 * 60 * 60 * 1_000;
/** Each signs every delivery, so that few may. */
const MOST_SECRETS = 5;
/** Nothing but failures for so long, and the system disables an endpoint. */
const FAILING_MS = 5 * 24 * 60 * 60 * 1_000;
const GONE = 410;

/** The webhook endpoints of one organization. */
export const webhookEndpointDecider: Decider<
  WebhookEndpoints,
  WebhookEndpointCommand,
  WebhookEndpointEvent,
  WebhookEndpointRejection
> = {
  initialState: {},
  evolve: evolveWebhookEndpoints,

  decide(command, state) {
    const { organizationId, endpointId } = command.data;
    const at = command.now.toISOString();
    const of = { organizationId, endpointId };
    const known = state[endpointId];

    if (command.type === 'AddWebhookEndpoint') {
      const { terms, by } = command.data;
      if (known) return accept();
      if (Object.keys(state).length >= MOST_ENDPOINTS) return reject('WEBHOOK_ENDPOINTS_TOO_MANY');
      return accept({ type: 'WebhookEndpointAdded', data: { ...of, terms, by, at } });
    }
    if (command.type === 'ReportWebhookFailure') {
      const { attemptedAt, failingSince, answered } = command.data;
      if (!known || known.disabled !== null || attemptedAt < known.triedSince) return accept();
      const failing = command.now.getTime() - Math.max(Date.parse(failingSince), Date.parse(known.triedSince));
      const because = answered === GONE ? 'gone' : failing >= FAILING_MS ? 'failing' : undefined;
      if (because === undefined) return accept();
      return accept({ type: 'WebhookEndpointDisabled', data: { ...of, url: known.url, by: null, because, at } });
    }

    if (!known) return reject('WEBHOOK_ENDPOINT_UNKNOWN');
    const { url, description, eventTypes } = known;
    const asked = { ...of, url, by: command.data.by, at };
    switch (command.type) {
      case 'ChangeWebhookEndpoint': {
        const before = { url, description, eventTypes };
        const after = { ...before, ...command.data.terms };
        if (after.url === url && after.description === description && sameTypes(after.eventTypes, eventTypes))
          return accept();
        const { by } = command.data;
        return accept({ type: 'WebhookEndpointChanged', data: { ...of, before, after, by, at } });
      }
      case 'EnableWebhookEndpoint':
        return known.disabled === null ? accept() : accept({ type: 'WebhookEndpointEnabled', data: asked });
      case 'DisableWebhookEndpoint':
        return known.disabled === null
          ? accept({ type: 'WebhookEndpointDisabled', data: { ...asked, because: 'asked' } })
          : accept();
      case 'RotateWebhookSecret': {
        if (signingGenerations(known, command.now).length >= MOST_SECRETS) return reject('WEBHOOK_SECRETS_TOO_MANY');
        const formerUntil = instantAfter(command.now, FORMER_SIGNS_MS);
        const data = { ...asked, generation: known.generation + 1, formerUntil };
        return accept({ type: 'WebhookSecretRotated', data });
      }
      case 'RemoveWebhookEndpoint':
        return accept({ type: 'WebhookEndpointRemoved', data: asked });
      case 'RequestWebhookTest':
        if (known.disabled !== null) return reject('WEBHOOK_ENDPOINT_DISABLED');
        return accept({ type: 'WebhookTestRequested', data: asked });
      case 'RequestWebhookRedelivery': {
        if (known.disabled !== null) return reject('WEBHOOK_ENDPOINT_DISABLED');
        const { deliveryId } = command.data;
        return accept({ type: 'WebhookRedeliveryRequested', data: { ...asked, deliveryId } });
      }
    }
  },
};

const sameTypes = (a: readonly string[] | null, b: readonly string[] | null): boolean =>
  a === null || b === null ? a === b : a.length === b.length && a.every((type) => b.includes(type));
