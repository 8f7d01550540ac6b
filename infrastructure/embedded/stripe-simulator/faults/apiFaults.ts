import type { Context } from '../account/context.js';
import { StripeError } from '../http/stripeErrors.js';

/** A failure of the API that was asked for (stripe.md 5.10). */
export type ApiFault = Readonly<{
  id: string;
  method: string | null;
  /** A path of which `*` stands for one step. */
  path: string | null;
  status: number;
  code: string | null;
  /** How many calls are left to fail. */
  times: number;
  /** Whether the call does its work first, so that only its answer is lost. */
  afterEffect: boolean;
  /** Whether the connection breaks instead of an answer. */
  drop: boolean;
  /** Told in `stripe-should-retry`; null tells nothing. */
  shouldRetry: boolean | null;
}>;

function isMatch({ method, path }: ApiFault, called: Readonly<{ method: string; path: string }>): boolean {
  if (method !== null && method.toUpperCase() !== called.method) return false;
  if (path === null) return true;
  const [pattern, steps] = [path.split('/'), called.path.split('/')];
  return pattern.length === steps.length && pattern.every((step, at) => step === '*' || step === steps[at]);
}

/** The fault that this call meets; counts it. */
export function takeApiFault(
  { store }: Context,
  called: Readonly<{ method: string; path: string }>,
): ApiFault | undefined {
  const fault = store.all('sim.fault').find((each) => isMatch(each, called));
  if (!fault) return undefined;
  if (fault.times > 1) store.put('sim.fault', { ...fault, times: fault.times - 1 });
  else store.delete('sim.fault', fault.id);
  return fault;
}

const messages: Readonly<Record<number, string>> = {
  429: 'Request rate limit exceeded.',
  500: 'An unknown error occurred.',
};

/** How a fault is answered. */
export function faultError({ status, code }: ApiFault): StripeError {
  const type = status >= 500 ? 'api_error' : 'invalid_request_error';
  const named = code ?? (status === 429 ? 'rate_limit' : undefined);
  return new StripeError(status, {
    type,
    message: messages[status] ?? 'A fault was asked for.',
    ...(named && { code: named }),
  });
}
