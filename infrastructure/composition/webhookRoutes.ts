import type { Container } from 'inversify';
import type { Route } from '../../api/http/route.js';
import { webhookDeliveryRoutes } from '../../api/http/team/webhookDelivery.routes.js';
import { webhookEndpointRoutes } from '../../api/http/team/webhookEndpoint.routes.js';
import { webhookEndpointActionRoutes } from '../../api/http/team/webhookEndpointAction.routes.js';
import { addWebhookEndpoint } from '../../application/team/addWebhookEndpoint.js';
import { changeWebhookEndpoint } from '../../application/team/changeWebhookEndpoint.js';
import { readWebhookEndpoints } from '../../application/team/readWebhookEndpoints.js';
import { redeliverWebhook } from '../../application/team/redeliverWebhook.js';
import { rotateWebhookSecret } from '../../application/team/rotateWebhookSecret.js';
import { testWebhookEndpoint } from '../../application/team/testWebhookEndpoint.js';
import { webhookEndpointCommand } from '../../application/team/webhookEndpointCommand.js';
import { webhookEndpointsNow } from '../../application/team/webhookEndpointsNow.js';
import { webhookDeliveryLog } from '../postgres/webhookDeliveryLog.js';
import { webhookSecrets } from '../webhooks/webhookSecrets.js';
import { webhookTargets } from '../webhooks/webhookTargets.js';
import { TOKENS } from './tokens.js';
import { mayDeliverToLoopback } from './webhookLoopback.js';

/** The routes of webhook endpoints and their deliveries. */
export function webhookRoutes(container: Container): readonly Route[] {
  const { handleCommand, currentState, currentStream } = container.get(TOKENS.commandHandling);
  const clock = container.get(TOKENS.clock);
  const targets = webhookTargets(mayDeliverToLoopback(container.get(TOKENS.environment)));
  const secrets = webhookSecrets(container.get(TOKENS.personalData));
  const ask = webhookEndpointCommand(handleCommand, clock);
  const endpointsNow = webhookEndpointsNow(currentState);
  const deliveryLog = webhookDeliveryLog(container.get(TOKENS.queries));
  return [
    ...webhookEndpointRoutes({
      readWebhookEndpoints: readWebhookEndpoints(currentStream),
      addWebhookEndpoint: addWebhookEndpoint(ask, targets, secrets),
      changeWebhookEndpoint: changeWebhookEndpoint(ask, targets),
      rotateWebhookSecret: rotateWebhookSecret(ask, endpointsNow, secrets),
      now: () => clock.now(),
    }),
    ...webhookEndpointActionRoutes(ask),
    ...webhookDeliveryRoutes({
      endpointsNow,
      deliveryLog,
      testWebhookEndpoint: testWebhookEndpoint(ask),
      redeliverWebhook: redeliverWebhook(ask, deliveryLog),
    }),
  ];
}
