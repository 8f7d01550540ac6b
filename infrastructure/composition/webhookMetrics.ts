import { Counter, Gauge, type Registry } from 'prom-client';
import type { Clock } from '../../application/ports/clock.js';
import type { WebhookDeliveries } from '../../application/ports/webhookDeliveries.js';

/** Deliveries whose attempts are counted and whose waiting time is shown on `/metrics` of the process that sends them. */
export function measuredWebhooks(deliveries: WebhookDeliveries, registry: Registry, clock: Clock): WebhookDeliveries {
  const registers = [registry];
  const attempts = new Counter({
    name: 'objecta_webhook_attempts_total',
    help: 'Attempts to deliver webhooks: delivered, retried (tried again later) or failed (given up)',
    labelNames: ['outcome'],
    registers,
  });
  new Gauge({
    name: 'objecta_webhook_oldest_pending_seconds',
    help: 'Age of the oldest webhook that is still to be delivered, also while it waits for its next attempt; 0 without any',
    registers,
    async collect() {
      const oldest = await deliveries.oldestPending();
      this.set(oldest ? Math.max(0, clock.now().getTime() - oldest.getTime()) / 1_000 : 0);
    },
  });
  return {
    ...deliveries,
    async record(attempt) {
      await deliveries.record(attempt);
      const { error, nextAttemptAt } = attempt;
      attempts.inc({ outcome: error === null ? 'delivered' : nextAttemptAt === null ? 'failed' : 'retried' });
    },
  };
}
