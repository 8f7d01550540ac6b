import { StripeError } from './stripeErrors.js';

const refused = (message: string) => new StripeError(401, { type: 'invalid_request_error', message });

/**
 * The secret key of a request: bearer or basic.
 * @throws StripeError 401 without a test key
 */
export function secretKeyOf(authorization: string | undefined): string {
  const [scheme = '', value = ''] = (authorization ?? '').split(' ');
  const basic = scheme.toLowerCase() === 'basic';
  const key = basic ? (Buffer.from(value, 'base64').toString().split(':')[0] ?? '') : value;
  if (!key) throw refused('You did not provide an API key.');
  if (!/^(sk|rk)_test_\w+$/.test(key)) throw refused('Invalid API Key provided: this simulator takes test keys only.');
  return key;
}
