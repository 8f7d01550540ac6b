import { Webhook } from 'standardwebhooks';
import type { OutgoingWebhook } from '../../application/ports/webhookSender.js';

/** The headers a receiver verifies by, with a signature of each secret (Standard Webhooks 1.0.0, "Signature scheme"). */
export const signedHeaders = ({ webhookId, payload, secrets, at }: Omit<OutgoingWebhook, 'url'>) => ({
  'webhook-id': webhookId,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(webhookId, at, payload)).join(' '),
});
