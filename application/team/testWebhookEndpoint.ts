import { webhookEndpointStream } from '../../domain/team/streams.js';
import type { WebhookEndpointRejection } from '../../domain/team/webhookEndpoint/webhookEndpoint.commands.js';
import { eventIdOf } from '../derivedIds.js';
import type { Handled } from '../handleCommand.js';
import type { MemberRequest } from './organizationCommand.js';
import { webhookDeliveryId } from './webhookDeliveryId.js';
import type { AskWebhookEndpoint } from './webhookEndpointCommand.js';

export type TestWebhookEndpoint = (
  request: MemberRequest,
  endpointId: string,
) => Promise<Handled<WebhookEndpointRejection> & Readonly<{ deliveryId: string }>>;

/** Asks for a test delivery, and says which one it will be. */
export const testWebhookEndpoint =
  (ask: AskWebhookEndpoint): TestWebhookEndpoint =>
  async (request, endpointId) => {
    const handled = await ask(request, 'RequestWebhookTest', { endpointId });
    const eventId = eventIdOf(request.context.commandId, webhookEndpointStream(request.organizationId), 0);
    return { ...handled, deliveryId: webhookDeliveryId(eventId, endpointId) };
  };
