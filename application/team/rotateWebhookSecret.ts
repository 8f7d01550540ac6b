import type { WebhookEndpointRejection } from '../../domain/team/webhookEndpoint/webhookEndpoint.commands.js';
import type { Handled } from '../handleCommand.js';
import type { WebhookSecrets } from '../ports/webhookSecrets.js';
import type { MemberRequest } from './organizationCommand.js';
import type { AskWebhookEndpoint } from './webhookEndpointCommand.js';
import type { WebhookEndpointsNow } from './webhookEndpointsNow.js';

export type RotateWebhookSecret = (
  request: MemberRequest,
  endpointId: string,
) => Promise<
  | (Extract<Handled<WebhookEndpointRejection>, { accepted: true }> &
      Readonly<{ secret: string; formerUntil: string | null }>)
  | Extract<Handled<WebhookEndpointRejection>, { accepted: false }>
>;

/** Gives an endpoint a new secret; the former one signs along for a day. Asked twice, it is the newest one again. */
export const rotateWebhookSecret =
  (ask: AskWebhookEndpoint, endpointsNow: WebhookEndpointsNow, secrets: WebhookSecrets): RotateWebhookSecret =>
  async (request, endpointId) => {
    const handled = await ask(request, 'RotateWebhookSecret', { endpointId });
    if (!handled.accepted) return handled;
    const endpoint = (await endpointsNow(request.organizationId))[endpointId];
    if (!endpoint) return { accepted: false, rejection: 'WEBHOOK_ENDPOINT_UNKNOWN' };
    const secret = await secrets.of(endpointId, endpoint.generation);
    return { ...handled, secret, formerUntil: endpoint.former[0]?.until ?? null };
  };
