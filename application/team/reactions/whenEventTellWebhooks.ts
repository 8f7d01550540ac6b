import {
  type DeliveredEvent,
  testEvent,
  type WebhookData,
  webhookCatalogue,
} from '../../../domain/team/webhookEndpoint/webhookCatalogue.js';
import type {
  WebhookEndpointRemoved,
  WebhookRedeliveryRequested,
  WebhookTestRequested,
} from '../../../domain/team/webhookEndpoint/webhookEndpoint.events.js';
import { wants } from '../../../domain/team/webhookEndpoint/webhookEndpointState.js';
import type { Recorded } from '../../events/recordedEvent.js';
import type { Clock } from '../../ports/clock.js';
import type { NewWebhookDelivery, WebhookDeliveries } from '../../ports/webhookDeliveries.js';
import type { Reaction } from '../../reactions/reaction.js';
import { webhookDeliveryId } from '../webhookDeliveryId.js';
import type { WebhookEndpointsNow } from '../webhookEndpointsNow.js';

type AskedEvent = WebhookEndpointRemoved | WebhookRedeliveryRequested | WebhookTestRequested;

/** As long as a delivery is kept: what is older would be a delivery nobody could look up, after a loss of the database. */
const OLDEST_MS = 30 * 24 * 60 * 60 * 1_000;

/** Makes one delivery for each endpoint that wants to be told of an event, under an id derived from both. */
export const whenEventTellWebhooks = (
  deliveries: WebhookDeliveries,
  endpointsNow: WebhookEndpointsNow,
  clock: Clock,
): Reaction<DeliveredEvent | AskedEvent> => {
  function deliveryOf(
    { id, data: { organizationId }, metadata }: Recorded<DeliveredEvent | AskedEvent>,
    endpointId: string,
    type: string,
    told: WebhookData,
  ): NewWebhookDelivery {
    const payload = JSON.stringify({ type, timestamp: metadata.occurredAt, data: { organizationId, ...told } });
    const of = { organizationId, endpointId, eventId: id, eventType: type };
    return { deliveryId: webhookDeliveryId(id, endpointId), ...of, payload, createdAt: clock.now() };
  }

  async function tell(event: Recorded<DeliveredEvent>): Promise<void> {
    const { occurredAt } = event.metadata;
    if (clock.now().getTime() - Date.parse(occurredAt) > OLDEST_MS) return;
    const { type, data } = webhookCatalogue[event.type];
    const told = (data as (data: DeliveredEvent['data']) => WebhookData | undefined)(event.data);
    if (!told) return;
    const endpoints = Object.entries(await endpointsNow(event.data.organizationId));
    const wanting = endpoints.filter(([, endpoint]) => wants(endpoint, type, occurredAt));
    await deliveries.add(wanting.map(([endpointId]) => deliveryOf(event, endpointId, type, told)));
  }

  return {
    name: 'team.tellWebhooks',
    eventType: [
      ...(Object.keys(webhookCatalogue) as DeliveredEvent['type'][]),
      ...(['WebhookTestRequested', 'WebhookRedeliveryRequested', 'WebhookEndpointRemoved'] as const),
    ],
    lane: ({ data }) => data.organizationId,

    async react(event) {
      switch (event.type) {
        case 'WebhookEndpointRemoved':
          return deliveries.forget(event.data.endpointId);
        case 'WebhookRedeliveryRequested': {
          const { endpointId, deliveryId } = event.data;
          return deliveries.redeliver(endpointId, deliveryId, event.id, clock.now());
        }
        case 'WebhookTestRequested': {
          const { endpointId } = event.data;
          return deliveries.add([deliveryOf(event, endpointId, testEvent.type, { endpointId })]);
        }
        default:
          return tell(event);
      }
    },
  };
};
