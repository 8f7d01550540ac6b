import type { WebhookEndpointEvent, WebhookEndpointTerms } from '../webhookEndpoint/webhookEndpoint.events.js';
import { change, changing, does, happened, type Telling } from './told.js';

type Sentences = {
  readonly [T in WebhookEndpointEvent['type']]: Telling<Extract<WebhookEndpointEvent, { type: T }>['data']>;
};

/** Without what follows the path: a query may hold a secret of the receiver's. */
const shown = (url: string): string => url.replace(/[?#].*$/s, '');
const typesOf = ({ eventTypes }: WebhookEndpointTerms): string => eventTypes?.toSorted().join(', ') ?? 'all';

const disabledBecause = {
  gone: 'it answered 410 Gone',
  failing: 'nothing but failures for five days',
} as const;

/** What is told of webhook endpoints. */
export const webhookSentences: Sentences = {
  WebhookEndpointAdded: ({ terms }) =>
    changing(does`added the webhook endpoint ${shown(terms.url)}`, change('events', null, typesOf(terms))),
  WebhookEndpointChanged: ({ before, after }) =>
    changing(
      does`changed the webhook endpoint ${shown(before.url)}`,
      ...(before.url === after.url ? [] : [change('address', shown(before.url), shown(after.url))]),
      ...(before.description === after.description
        ? []
        : [change('description', before.description, after.description)]),
      ...(typesOf(before) === typesOf(after) ? [] : [change('events', typesOf(before), typesOf(after))]),
    ),
  WebhookEndpointEnabled: ({ url }) => does`enabled the webhook endpoint ${shown(url)}`,
  WebhookEndpointDisabled: ({ url, because }) =>
    because === 'asked'
      ? does`disabled the webhook endpoint ${shown(url)}`
      : happened`The webhook endpoint ${shown(url)} was disabled: ${disabledBecause[because]}`,
  WebhookSecretRotated: ({ url }) => does`rotated the secret of the webhook endpoint ${shown(url)}`,
  WebhookEndpointRemoved: ({ url }) => does`removed the webhook endpoint ${shown(url)}`,
  WebhookTestRequested: ({ url }) => does`sent a test to the webhook endpoint ${shown(url)}`,
  WebhookRedeliveryRequested: ({ url, deliveryId }) =>
    does`asked for delivery ${deliveryId} to the webhook endpoint ${shown(url)} again`,
};
