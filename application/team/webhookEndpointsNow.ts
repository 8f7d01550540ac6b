import { organizationDecider } from '../../domain/team/organization/organization.decider.js';
import { organizationStream, webhookEndpointStream } from '../../domain/team/streams.js';
import { webhookEndpointDecider } from '../../domain/team/webhookEndpoint/webhookEndpoint.decider.js';
import type { WebhookEndpoints } from '../../domain/team/webhookEndpoint/webhookEndpointState.js';
import type { CurrentState } from '../handleCommand.js';

export type WebhookEndpointsNow = (organizationId: string) => Promise<WebhookEndpoints>;

const none: WebhookEndpoints = {};

/** An organization's webhook endpoints as the log has them now; none from the moment it is deleted. */
export const webhookEndpointsNow =
  (currentState: CurrentState): WebhookEndpointsNow =>
  async (organizationId) => {
    const { deleted } = await currentState(organizationStream(organizationId), organizationDecider);
    return deleted ? none : currentState(webhookEndpointStream(organizationId), webhookEndpointDecider);
  };
