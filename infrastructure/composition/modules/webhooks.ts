import { ContainerModule } from 'inversify';
import { reaction } from '../../../application/reactions/reaction.js';
import { whenEventTellWebhooks } from '../../../application/team/reactions/whenEventTellWebhooks.js';
import { webhookEndpointsNow } from '../../../application/team/webhookEndpointsNow.js';
import { webhookDeliveries } from '../../postgres/webhookDeliveries.js';
import { TOKENS } from '../tokens.js';

/** Outbound webhooks: who is told of what. `processes/webhooks.ts` sends them. */
export const webhooksModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.reactions)
    .toResolvedValue(
      (pool, { currentState }, clock) => [
        reaction(whenEventTellWebhooks(webhookDeliveries(pool), webhookEndpointsNow(currentState), clock)),
      ],
      [TOKENS.pool, TOKENS.commandHandling, TOKENS.clock],
    )
    .inSingletonScope();
});
