import type { Context } from '../account/context.js';
import { charactersOf } from '../account/ids.js';
import { invalidRequest } from '../http/stripeErrors.js';
import { receiverOf } from './receiver.js';

const DAY = 86_400;

/**
 * Gives an endpoint a new secret; for a while, up to a day, it signs with the old one too
 * (docs.stripe.com/webhooks#roll-endpoint-secrets).
 * @param expiresIn seconds of the wall clock; 0, the default, ends the old one at once
 * @throws StripeError 400 for more than a day
 */
export function rollSecret(
  context: Context,
  endpointId: string,
  given: string | undefined,
  expiresIn = 0,
): { secret: string } {
  if (expiresIn < 0 || expiresIn > DAY)
    throw invalidRequest('An old secret is good for up to 24 hours.', { param: 'expires_in' });
  const id = receiverOf(context.store, endpointId)?.id ?? context.inPath('webhook_endpoint', endpointId).id;
  const before = context.store.get('sim.endpoint_secrets', id)?.secrets ?? [];
  const secret = given ?? `whsec_${charactersOf(`${context.account.seed}|${id}|${context.newId('roll')}`, 32)}`;
  const until = Date.now() + expiresIn * 1000;
  const old = before.map((each) => ({ ...each, validUntil: Math.min(each.validUntil ?? until, until) }));
  context.store.put('sim.endpoint_secrets', { id, secrets: [{ secret, validUntil: null }, ...old] });
  return { secret };
}
