import type { Clock } from '../ports/clock.js';
import type { StripeWebhooks, WebhookRejection } from '../ports/stripeWebhooks.js';
import type { RecordStripeEvent } from './recordStripeEvent.js';

export type ReceivedStripeEvent =
  | Readonly<{ accepted: true; stripeEventId: string; position: bigint }>
  | Readonly<{ accepted: false; rejection: WebhookRejection }>;

export type ReceiveStripeEvent = (
  body: Buffer,
  signatureHeader: string | undefined,
  correlationId: string,
) => Promise<ReceivedStripeEvent>;

/** Puts a signed Stripe event into the inbox, once however often it comes; what it means is worked out later. */
export const receiveStripeEvent =
  (webhooks: StripeWebhooks, record: RecordStripeEvent, clock: Clock): ReceiveStripeEvent =>
  async (body, signatureHeader, correlationId) => {
    const verified = webhooks.verify(body, signatureHeader, clock.now());
    if (!verified.accepted) return verified;
    const { envelope } = verified;
    const { position } = await record({ envelope, payload: body.toString('utf8') }, correlationId);
    return { accepted: true, stripeEventId: envelope.stripeEventId, position };
  };
