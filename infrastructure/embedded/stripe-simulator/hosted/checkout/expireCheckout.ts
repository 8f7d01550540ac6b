import type { Context } from '../../account/context.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import { clockOf } from '../../payments/ofCustomer.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';

type Session = Stored<'checkout.session'>;

/**
 * The session that a person still may act on.
 * @throws StripeError 400 when it is complete or expired
 */
export function openSession(context: Context, id: string): Session {
  const session = context.inPath('checkout.session', id);
  context.useClock(clockOf(context, referenceId(session.customer)));
  if (session.status === 'open') return session;
  throw invalidRequest(`This Checkout Session is ${session.status}.`);
}

/** Nobody bought in time, or the seller took the page back. */
export function expireCheckout(context: Context, id: string): Session {
  const session = openSession(context, id);
  context.cancel(`checkout:${id}`);
  const expired = context.store.put('checkout.session', { ...session, status: 'expired', url: null });
  context.emit('checkout.session.expired', expired);
  return expired;
}
