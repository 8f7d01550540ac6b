import { webhookEndpointStream } from '../../domain/team/streams.js';
import { webhookEndpointDecider } from '../../domain/team/webhookEndpoint/webhookEndpoint.decider.js';
import type { WebhookEndpoints } from '../../domain/team/webhookEndpoint/webhookEndpointState.js';
import type { CurrentStream } from '../handleCommand.js';

export type ReadWebhookEndpoints = (
  organizationId: string,
) => Promise<Readonly<{ endpoints: WebhookEndpoints; revision: bigint | undefined }>>;

/** An organization's webhook endpoints, and the revision that a change decided on them names; undefined before the first. */
export const readWebhookEndpoints =
  (currentStream: CurrentStream): ReadWebhookEndpoints =>
  async (organizationId) => {
    const { state: endpoints, revision } = await currentStream(
      webhookEndpointStream(organizationId),
      webhookEndpointDecider,
    );
    return { endpoints, revision: revision < 0n ? undefined : revision };
  };
