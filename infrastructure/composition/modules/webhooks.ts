import { ContainerModule } from 'inversify';
import { whenWebhookEndpointDisabledMailManagers } from '../../../application/notifications/reactions/whenWebhookEndpointDisabledMailManagers.js';
import { reaction } from '../../../application/reactions/reaction.js';
import { whenEventTellWebhooks } from '../../../application/team/reactions/whenEventTellWebhooks.js';
import { whenOrganizationDeletedRemoveWebhooks } from '../../../application/team/reactions/whenOrganizationDeletedRemoveWebhooks.js';
import { readWebhookEndpoints } from '../../../application/team/readWebhookEndpoints.js';
import { webhookEndpointCommand } from '../../../application/team/webhookEndpointCommand.js';
import { webhookEndpointsNow } from '../../../application/team/webhookEndpointsNow.js';
import { webhookDeliveries } from '../../postgres/webhookDeliveries.js';
import { TOKENS } from '../tokens.js';

/** Outbound webhooks: which endpoints are told of what, and who hears that one was disabled. `processes/webhooks.ts` sends them. */
export const webhooksModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.reactions)
    .toResolvedValue(
      (pool, { handleCommand, currentState, currentStream }, organizationNow, { personOf }, request, clock) => [
        reaction(whenEventTellWebhooks(webhookDeliveries(pool), webhookEndpointsNow(currentState), clock)),
        reaction(
          whenOrganizationDeletedRemoveWebhooks(
            readWebhookEndpoints(currentStream),
            webhookEndpointCommand(handleCommand, clock),
          ),
        ),
        reaction(whenWebhookEndpointDisabledMailManagers(organizationNow, personOf, request, clock)),
      ],
      [
        TOKENS.pool,
        TOKENS.commandHandling,
        TOKENS.organizationNow,
        TOKENS.nameLookups,
        TOKENS.requestMail,
        TOKENS.clock,
      ],
    )
    .inSingletonScope();
});
