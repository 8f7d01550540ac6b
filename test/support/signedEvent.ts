import Stripe from 'stripe';
import { signatureHeader } from '../../infrastructure/embedded/stripe-simulator/eventObject.js';
import type { Product } from './product.js';

let events = 0;

/** Delivers a snapshot event of an object as Stripe would, signed; answers with the status. */
export async function signedEvent(
  product: Product,
  {
    type,
    object,
    livemode = false,
    apiVersion = Stripe.API_VERSION,
  }: Readonly<{ type: string; object: object; livemode?: boolean; apiVersion?: string }>,
): Promise<number> {
  const created = Math.floor(Date.now() / 1_000);
  const body = JSON.stringify({
    id: `evt_signed${events++}`,
    object: 'event',
    api_version: apiVersion,
    created,
    data: { object },
    livemode,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  });
  const answer = await fetch(`${product.runtime().http}/api/v1/billing/webhooks/stripe`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'stripe-signature': signatureHeader(body, product.secrets().stripeWebhookSecret, created),
    },
    body,
  });
  await answer.text();
  return answer.status;
}
