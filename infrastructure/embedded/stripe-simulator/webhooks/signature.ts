import { createHmac } from 'node:crypto';

/** The `Stripe-Signature` header: one `t`, and one `v1` for every secret in force (docs.stripe.com/webhooks/signature). */
export function signature(body: string, secrets: readonly string[], timestamp: number): string {
  const signed = secrets.map((secret) => createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex'));
  return [`t=${timestamp}`, ...signed.map((digest) => `v1=${digest}`)].join(',');
}
