import type { StripeFact } from './stripeFacts.js';

/** What is known of a delivery once its signature has been checked. */
export type StripeEnvelope = Readonly<{
  stripeEventId: string;
  eventType: string;
  apiVersion: string | null;
  livemode: boolean;
  customerId: string | null;
  objectId: string | null;
  createdAt: string;
}>;

export type WebhookRejection =
  | 'SIGNATURE_MISSING'
  | 'SIGNATURE_INVALID'
  | 'TIMESTAMP_OUT_OF_TOLERANCE'
  | 'PAYLOAD_UNREADABLE'
  | 'LIVEMODE_MISMATCH';

export type VerifiedWebhook =
  | Readonly<{ accepted: true; envelope: StripeEnvelope }>
  | Readonly<{ accepted: false; rejection: WebhookRejection }>;

/** Stripe's inbound side: who sent this, and what does it say. */
export interface StripeWebhooks {
  /** Checks signature and time on the raw bytes (docs.stripe.com/webhooks/signature). */
  verify(body: Buffer, signatureHeader: string | undefined, receivedAt: Date): VerifiedWebhook;
  /** The fact in a verified payload; undefined for a type that has no meaning here. @throws UnexpectedStripePayload */
  interpret(eventType: string, payload: string): StripeFact | undefined;
  /** Whether payloads of that API version are shaped as this code reads them; thin events have none, and are. */
  reads(apiVersion: string | null): boolean;
}

/** A verified event whose object is not shaped as its type promises: parked until the code can read it. */
export class UnexpectedStripePayload extends Error {
  override readonly name = 'UnexpectedStripePayload';
}
