import type { OrganizationDeleted } from '../../../domain/team/organization/organization.events.js';
import { derivedId } from '../../derivedIds.js';
import { NotYetPossible, type Reaction } from '../../reactions/reaction.js';
import type { ReadWebhookEndpoints } from '../readWebhookEndpoints.js';
import type { AskWebhookEndpoint } from '../webhookEndpointCommand.js';

const NAME = 'team.webhooksOfDeleted';

/** An organization that is no more tells nobody anything: its webhook endpoints go, and with them secrets and deliveries. */
export const whenOrganizationDeletedRemoveWebhooks = (
  readWebhookEndpoints: ReadWebhookEndpoints,
  ask: AskWebhookEndpoint,
): Reaction<OrganizationDeleted> => ({
  name: NAME,
  eventType: 'OrganizationDeleted',
  lane: ({ data }) => data.organizationId,

  async react({ id, data: { organizationId, by }, metadata }) {
    const { endpoints } = await readWebhookEndpoints(organizationId);
    for (const endpointId of Object.keys(endpoints)) {
      const context = {
        ...{ commandId: derivedId(NAME, id, endpointId), correlationId: metadata.$correlationId, causationId: id },
        ...{ organizationId, actor: { kind: 'system', id: NAME } as const },
      };
      const removed = await ask({ organizationId, by, context }, 'RemoveWebhookEndpoint', { endpointId });
      if (!removed.accepted && removed.rejection !== 'WEBHOOK_ENDPOINT_UNKNOWN')
        throw new NotYetPossible(`the webhook endpoint ${endpointId} was not removed: ${removed.rejection}`);
    }
  },
});
