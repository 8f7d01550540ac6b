import Stripe from 'stripe';
import { type StripeAnswer, type StripeRefusal, StripeUnavailable } from '../../application/ports/stripeAnswer.js';

/**
 * What a call came to: its result, or a refusal that asking again would not change (docs.stripe.com/error-handling).
 * @throws what may pass with time or is our own fault: no connection, rate limits, Stripe's errors, keys, permissions
 */
export async function answerTo<T>(call: () => Promise<T>): Promise<StripeAnswer<T>> {
  try {
    return { done: true, value: await call() };
  } catch (error) {
    const refusal = refusalIn(error);
    if (isPassing(error)) throw new StripeUnavailable('Stripe does not answer just now', { cause: error });
    if (!refusal) throw error;
    return { done: false, refusal };
  }
}

/** Whether a payment was refused only because the customer has to confirm it with 3-D Secure. */
export const needsConfirmation = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeCardError &&
  (error.code === 'subscription_payment_intent_requires_action' || error.code === 'authentication_required');

/** No connection, Stripe's own errors, too many calls: what the same call may not meet again. */
const isPassing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeConnectionError ||
  error instanceof Stripe.errors.StripeRateLimitError ||
  (error instanceof Stripe.errors.StripeAPIError && (error.statusCode ?? 500) >= 500);

function refusalIn(error: unknown): StripeRefusal | undefined {
  if (error instanceof Stripe.errors.StripeCardError) {
    return { code: 'card_declined', declineCode: error.decline_code ?? error.code ?? null, message: error.message };
  }
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return undefined;
  return { code: codeOf(error), declineCode: null, message: error.message };
}

function codeOf({ code, param = '' }: Stripe.errors.StripeInvalidRequestError): StripeRefusal['code'] {
  if (code === 'coupon_expired' || /coupon|promotion|discount/.test(param)) return 'coupon_unusable';
  if (/payment_method/.test(param)) return 'payment_method_unusable';
  // A subscription without any method to charge: resource_missing that names no parameter.
  if (code === 'resource_missing' && param === '') return 'payment_method_required';
  return 'refused_by_stripe';
}
