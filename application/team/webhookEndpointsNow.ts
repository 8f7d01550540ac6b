import { webhookEndpointStream } from '../../domain/team/streams.js';
import { webhookEndpointDecider } from '../../domain/team/webhookEndpoint/webhookEndpoint.decider.js';
import type { WebhookEndpoints } from '../../domain/team/webhookEndpoint/webhookEndpointState.js';
import type { CurrentState } from '../handleCommand.js';

export type WebhookEndpointsNow = (organizationId: string) => Promise<WebhookEndpoints>;

/** An organization's webhook endpoints as the log has them now. */
export const webhookEndpointsNow =
  (currentState: CurrentState): WebhookEndpointsNow =>
  (organizationId) =>
    currentState(webhookEndpointStream(organizationId), webhookEndpointDecider);
