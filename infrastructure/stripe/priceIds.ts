import type Stripe from 'stripe';
import { StripeUnavailable } from '../../application/ports/stripeAnswer.js';

/** Stripe takes at most so many lookup keys in one call. */
const KEYS_A_CALL = 10;

export type PriceIds = (lookupKeys: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/**
 * Finds Stripe's price ids by lookup key. A key that we publish never moves to another price, so each is asked for once.
 * The function throws StripeUnavailable while a published plan has no price at Stripe yet.
 */
export function priceIds(stripe: Stripe): PriceIds {
  const known = new Map<string, string>();
  return async (lookupKeys) => {
    const missing = lookupKeys.filter((key) => !known.has(key));
    for (let at = 0; at < missing.length; at += KEYS_A_CALL) {
      const lookup_keys = missing.slice(at, at + KEYS_A_CALL);
      const { data } = await stripe.prices.list({ lookup_keys, limit: 100 });
      for (const { id, lookup_key } of data) if (lookup_key !== null) known.set(lookup_key, id);
    }
    const unknown = lookupKeys.filter((key) => !known.has(key));
    if (unknown.length > 0) throw new StripeUnavailable(`Stripe has no price yet for ${unknown.join(', ')}`);
    return known;
  };
}
