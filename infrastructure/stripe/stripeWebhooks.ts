import Stripe from 'stripe';
import type { StripeWebhooks, VerifiedWebhook } from '../../application/ports/stripeWebhooks.js';
import { interpretStripeEvent } from './interpretStripeEvent.js';
import { parseJson } from './readStripeEvent.js';
import { stripeThinEvent } from './rejectedUsage.js';
import { API_VERSION } from './stripeClient.js';
import { stripeEnvelope, thinEnvelope } from './stripeEnvelope.js';
import { stripeEvent } from './stripeObjects.js';

/** How far a signature's time may lie from ours, either way, in seconds; Stripe's own default for the past. */
const TOLERANCE_SECONDS = 300;

/** Versions of one name differ only by additions (docs.stripe.com/changelog), such as `endive` in `2026-10-28.endive`. */
const nameOf = (apiVersion: string): string | undefined => apiVersion.split('.')[1];

/**
 * @param secrets signing secrets in force; several while one is being rolled (docs.stripe.com/webhooks#roll-endpoint-secrets)
 * @param livemode whether our key moves real money: events of the other mode are refused
 */
export function stripeWebhooks(secrets: readonly string[], livemode = false): StripeWebhooks {
  if (secrets.length === 0 || secrets.some((secret) => secret.trim() === '')) {
    throw new Error('At least one Stripe webhook secret is needed, and none may be blank.');
  }
  return {
    verify(body, signatureHeader, receivedAt) {
      const verified = verify(secrets, body, signatureHeader, receivedAt);
      if (verified.accepted && verified.envelope.livemode !== livemode)
        return { accepted: false, rejection: 'LIVEMODE_MISMATCH' };
      return verified;
    },
    interpret: interpretStripeEvent,
    reads: (apiVersion) => apiVersion === null || nameOf(apiVersion) === nameOf(API_VERSION),
  };
}

function verify(
  secrets: readonly string[],
  body: Buffer,
  header: string | undefined,
  receivedAt: Date,
): VerifiedWebhook {
  if (!header) return { accepted: false, rejection: 'SIGNATURE_MISSING' };
  const signedAt = Number(/(?:^|,)\s*t=(\d{1,12})(?:,|$)/.exec(header)?.[1]);
  if (!Number.isSafeInteger(signedAt)) return { accepted: false, rejection: 'SIGNATURE_INVALID' };
  if (!secrets.some((secret) => isSignedWith(secret, body, header)))
    return { accepted: false, rejection: 'SIGNATURE_INVALID' };
  // The SDK accepts any time in the future, so both sides are checked here.
  if (Math.abs(receivedAt.getTime() / 1000 - signedAt) > TOLERANCE_SECONDS) {
    return { accepted: false, rejection: 'TIMESTAMP_OUT_OF_TOLERANCE' };
  }
  const json = parseJson(body.toString('utf8'));
  const event = stripeEvent.safeParse(json);
  if (event.success) return { accepted: true, envelope: stripeEnvelope(event.data) };
  const thin = stripeThinEvent.safeParse(json);
  if (thin.success) return { accepted: true, envelope: thinEnvelope(thin.data) };
  return { accepted: false, rejection: 'PAYLOAD_UNREADABLE' };
}

/** Whether any of the header's `v1` signatures is the secret's HMAC-SHA256 of `<t>.<body>`. */
function isSignedWith(secret: string, body: Buffer, header: string): boolean {
  try {
    // The SDK parses as well when asked to construct the event; here only the bytes are judged, so no parsing yet.
    return Stripe.webhooks.signature?.verifyHeader(body, header, secret, 0) ?? false;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}
