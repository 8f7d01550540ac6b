import type { Context } from '../account/context.js';
import type { Stored } from '../store/storedObjects.js';

/**
 * The customer that a parameter names; from here on time is that of the customer's test clock.
 * @throws StripeError 400 when unknown
 */
export function ofCustomer(context: Context, id: string, param = 'customer'): Stored<'customer'> {
  const customer = context.inParameter('customer', id, param);
  context.useClock(clockOf(context, id));
  return customer;
}

/** The test clock a customer follows, null for the account's own. */
export function clockOf(context: Context, customer: string | null): string | null {
  const clock = customer === null ? null : context.store.get('customer', customer)?.test_clock;
  return typeof clock === 'string' ? clock : null;
}
