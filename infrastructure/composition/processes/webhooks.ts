import { setTimeout as delay } from 'node:timers/promises';
import type { Container } from 'inversify';
import { attemptWebhook } from '../../../application/team/attemptWebhook.js';
import { dispatchWebhooks } from '../../../application/team/dispatchWebhooks.js';
import { webhookEndpointsNow } from '../../../application/team/webhookEndpointsNow.js';
import { webhookDeliveries } from '../../postgres/webhookDeliveries.js';
import { httpWebhookSender } from '../../webhooks/httpWebhookSender.js';
import { resolveName } from '../../webhooks/resolveName.js';
import { webhookSecrets } from '../../webhooks/webhookSecrets.js';
import { runPeriodically } from '../periodicJob.js';
import { TOKENS } from '../tokens.js';
import { mayDeliverToLoopback } from '../webhookLoopback.js';
import { measuredWebhooks } from '../webhookMetrics.js';

const LOOK_EVERY_MS = 500;
/** How long what is being sent may take to end at a stop, in milliseconds; what does not is sent again after the next start. */
const DRAIN_MS = 4_000;

/** Sends webhooks that are due until the signal aborts, in one process at a time. */
export async function runWebhooks(container: Container, signal: AbortSignal): Promise<void> {
  const { handleCommand, currentState } = container.get(TOKENS.commandHandling);
  const environment = container.get(TOKENS.environment);
  const clock = container.get(TOKENS.clock);
  const logger = container.get(TOKENS.logger);
  const stored = webhookDeliveries(container.get(TOKENS.pool));
  const deliveries = measuredWebhooks(stored, container.get(TOKENS.metrics), clock);
  const attempt = attemptWebhook({
    ...{ deliveries, handleCommand, clock },
    endpointsNow: webhookEndpointsNow(currentState),
    secrets: webhookSecrets(container.get(TOKENS.personalData)),
    sender: httpWebhookSender({
      allowLoopback: mayDeliverToLoopback(environment),
      resolve: resolveName(environment.DNS_SERVERS),
    }),
  });
  const dispatch = dispatchWebhooks(deliveries, attempt, { clock, logger });
  const job = { name: 'webhooks', everyMs: LOOK_EVERY_MS, work: dispatch.begin };
  await runPeriodically(job, { leases: container.get(TOKENS.leases), logger }, signal);
  await Promise.race([dispatch.idle(), delay(DRAIN_MS, undefined, { ref: false })]);
}
