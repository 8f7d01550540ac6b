import Stripe from 'stripe';

/** The API version that this code was written against; a new one is a deliberate step. */
export const API_VERSION = '2026-10-28.endive';
const TIMEOUT_MS = 20_000;
const RETRIES = 2;

/** Where Stripe is: its own servers, or another address that speaks the same API. */
export type StripeAddress = Readonly<{ secretKey: string; url?: string | undefined }>;

/** Whether a key moves real money (docs.stripe.com/keys). */
export const isLiveKey = (secretKey: string): boolean => /^[a-z]+_live_/.test(secretKey);

/**
 * The one client of Stripe's API. Calls carry their own idempotency keys, so that retries have one effect.
 * @param address `url` only for the simulator; without it, Stripe
 */
export function stripeClient({ secretKey, url }: StripeAddress): Stripe {
  const common = {
    apiVersion: API_VERSION,
    timeout: TIMEOUT_MS,
    maxNetworkRetries: RETRIES,
    telemetry: false,
  } as const;
  if (url === undefined) return new Stripe(secretKey, common);
  const { hostname, port, protocol } = new URL(url);
  return new Stripe(secretKey, {
    ...common,
    host: hostname,
    port: Number(port),
    protocol: protocol === 'https:' ? 'https' : 'http',
  });
}
