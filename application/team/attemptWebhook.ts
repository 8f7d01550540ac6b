import { webhookEndpointStream } from '../../domain/team/streams.js';
import { nextWebhookAttempt } from '../../domain/team/webhookEndpoint/retrySchedule.js';
import { webhookEndpointDecider } from '../../domain/team/webhookEndpoint/webhookEndpoint.decider.js';
import { signingGenerations } from '../../domain/team/webhookEndpoint/webhookEndpointState.js';
import { derivedId } from '../derivedIds.js';
import type { HandleCommand } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { DueWebhookDelivery, WebhookDeliveries } from '../ports/webhookDeliveries.js';
import type { WebhookSecrets } from '../ports/webhookSecrets.js';
import type { WebhookSender } from '../ports/webhookSender.js';
import type { WebhookEndpointsNow } from './webhookEndpointsNow.js';

const NAME = 'team.webhooks';
/** The receiver wants nothing more (Standard Webhooks, "Retries"). */
const GONE = 410;

export type AttemptWebhook = (delivery: DueWebhookDelivery) => Promise<void>;

export type AttemptParts = Readonly<{
  deliveries: Pick<WebhookDeliveries, 'record' | 'failingSince'>;
  endpointsNow: WebhookEndpointsNow;
  secrets: WebhookSecrets;
  sender: WebhookSender;
  handleCommand: HandleCommand;
  clock: Clock;
}>;

/**
 * Sends one delivery once and records what became of it. After a crash in between it is sent again, under the same id.
 * A failure may end in the endpoint being disabled.
 */
export const attemptWebhook = (parts: AttemptParts): AttemptWebhook => {
  const { deliveries, endpointsNow, secrets, sender, handleCommand, clock } = parts;

  async function report(
    { organizationId, endpointId, deliveryId }: DueWebhookDelivery,
    at: Date,
    answered: number | null,
  ) {
    const attemptedAt = at.toISOString();
    const failingSince = (await deliveries.failingSince(endpointId)) ?? at;
    const commandId = derivedId(NAME, deliveryId, attemptedAt);
    const data = { organizationId, endpointId, attemptedAt, failingSince: failingSince.toISOString(), answered };
    await handleCommand(
      webhookEndpointStream(organizationId),
      webhookEndpointDecider,
      { type: 'ReportWebhookFailure', data, now: clock.now() },
      {
        ...{ commandId, correlationId: commandId, causationId: deliveryId, organizationId },
        actor: { kind: 'system', id: NAME },
      },
    );
  }

  return async (delivery) => {
    const { deliveryId, organizationId, endpointId, payload, tries } = delivery;
    const at = clock.now();
    const endpoint = (await endpointsNow(organizationId))[endpointId];
    if (!endpoint || endpoint.disabled !== null) {
      const nothing = { status: null, error: 'endpoint_disabled', durationMs: 0, nextAttemptAt: null };
      return deliveries.record({ deliveryId, at, ...nothing });
    }
    const signing = signingGenerations(endpoint, at).map((generation) => secrets.of(endpointId, generation));
    const outgoing = { url: endpoint.url, webhookId: deliveryId, payload, secrets: await Promise.all(signing), at };
    const { status, error, durationMs } = await sender.send(outgoing);
    const over = error === null || status === GONE;
    const nextAttemptAt = over ? null : (nextWebhookAttempt(tries + 1, deliveryId, clock.now()) ?? null);
    await deliveries.record({ deliveryId, at, status, error, durationMs, nextAttemptAt });
    if (error !== null) await report(delivery, at, status);
  };
};
