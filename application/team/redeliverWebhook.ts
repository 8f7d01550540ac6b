import type { WebhookEndpointRejection } from '../../domain/team/webhookEndpoint/webhookEndpoint.commands.js';
import type { Handled } from '../handleCommand.js';
import type { WebhookDeliveryLog } from '../ports/webhookDeliveryLog.js';
import type { MemberRequest } from './organizationCommand.js';
import type { AskWebhookEndpoint } from './webhookEndpointCommand.js';

export type RedeliverWebhook = (
  request: MemberRequest,
  endpointId: string,
  deliveryId: string,
) => Promise<Handled<WebhookEndpointRejection>>;

/** Asks for a delivery to be sent again; one that is not there is refused as its endpoint would be. */
export const redeliverWebhook =
  (ask: AskWebhookEndpoint, log: Pick<WebhookDeliveryLog, 'one'>): RedeliverWebhook =>
  async (request, endpointId, deliveryId) => {
    const known = await log.one(request.organizationId, endpointId, deliveryId);
    if (!known) return { accepted: false, rejection: 'WEBHOOK_ENDPOINT_UNKNOWN' };
    return ask(request, 'RequestWebhookRedelivery', { endpointId, deliveryId });
  };
