import type { Clock } from '../ports/clock.js';
import type { Logger } from '../ports/logger.js';
import type { DueWebhookDelivery, WebhookDeliveries } from '../ports/webhookDeliveries.js';
import type { AttemptWebhook } from './attemptWebhook.js';

/** Endpoints that are sent to at once. */
const MOST_ENDPOINTS = 64;
/** Attempts to one endpoint at once, and in one turn of it. */
const SIDE_BY_SIDE = 4;
const A_TURN = 16;

export type DispatchWebhooks = Readonly<{
  /** Begins what is due, and does not wait for it. */
  begin: (signal: AbortSignal) => Promise<void>;
  /** Resolves when nothing is being sent. */
  idle: () => Promise<void>;
}>;

/**
 * Sends what is due, each endpoint by itself: one that is slow holds up nobody but itself, and none gets a second turn
 * while another waits for its first.
 */
export function dispatchWebhooks(
  deliveries: Pick<WebhookDeliveries, 'endpointsDue' | 'due'>,
  attempt: AttemptWebhook,
  { clock, logger }: Readonly<{ clock: Clock; logger: Logger }>,
): DispatchWebhooks {
  const busy = new Map<string, Promise<void>>();
  /** Who has had a turn since everybody who waited had one. */
  const served = new Set<string>();

  async function one(delivery: DueWebhookDelivery): Promise<void> {
    const { deliveryId } = delivery;
    await attempt(delivery).catch((error: unknown) => {
      logger.warn({ err: error, deliveryId }, 'an attempt to deliver a webhook was not recorded; it is made again');
    });
  }

  async function turn(endpointId: string, signal: AbortSignal): Promise<void> {
    const waiting = [...(await deliveries.due(endpointId, clock.now(), A_TURN))];
    const inOrder = async () => {
      for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) await one(next);
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, inOrder));
  }

  return {
    async begin(signal) {
      const due = (await deliveries.endpointsDue(clock.now())).filter((id) => !busy.has(id));
      const first = due.filter((id) => !served.has(id));
      const inTurn = [...first, ...due.filter((id) => served.has(id))];
      if (first.length === 0) served.clear();
      for (const endpointId of inTurn.slice(0, MOST_ENDPOINTS - busy.size)) {
        served.add(endpointId);
        const running = turn(endpointId, signal)
          .catch((error: unknown) => logger.warn({ err: error, endpointId }, 'due webhooks could not be read'))
          .finally(() => busy.delete(endpointId));
        busy.set(endpointId, running);
      }
    },
    idle: async () => {
      await Promise.all(busy.values());
    },
  };
}
