import { clearable, flag, metadata, oneOf, parameters, text } from '../../http/parameters.js';
import { invalidRequest } from '../../http/stripeErrors.js';

const MIN_AMOUNT = 50;
const MAX_AMOUNT = 99_999_999;

/** What may be said of a payment whenever it may still change. */
export const intentFields = {
  customer: text().optional(),
  payment_method: text().optional(),
  description: clearable(text()).optional(),
  receipt_email: clearable(text()).optional(),
  setup_future_usage: clearable(oneOf('off_session', 'on_session')).optional(),
  capture_method: oneOf('automatic', 'automatic_async', 'manual').optional(),
  metadata: metadata(),
};

/** What confirming a payment takes. */
export const confirming = {
  off_session: flag().optional(),
  return_url: text().optional(),
  error_on_requires_action: flag().optional(),
  use_stripe_sdk: flag().optional(),
};

/** Which kinds of methods a page may offer; here it is always cards. */
export const automaticMethods = parameters({
  enabled: flag(),
  allow_redirects: oneOf('always', 'never').optional(),
}).optional();

/**
 * An amount that can be charged, in minor units.
 * @throws StripeError 400
 */
export function chargeable(amount: number): number {
  if (amount < 1) throw invalidRequest('This value must be greater than or equal to 1.', { param: 'amount' });
  if (amount < MIN_AMOUNT) {
    throw invalidRequest('Amount must be at least 50 minor units.', { code: 'amount_too_small', param: 'amount' });
  }
  if (amount <= MAX_AMOUNT) return amount;
  throw invalidRequest('Amount must be no more than 999,999.99.', { code: 'amount_too_large', param: 'amount' });
}

/** @throws StripeError 400 unless it is a code of ISO 4217 */
export function currencyCode(currency: string): string {
  const code = currency.toLowerCase();
  if (Intl.supportedValuesOf('currency').includes(code.toUpperCase())) return code;
  throw invalidRequest(`Invalid currency: ${currency}.`, { param: 'currency' });
}
