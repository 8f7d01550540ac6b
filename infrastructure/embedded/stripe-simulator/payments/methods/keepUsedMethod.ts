import type { Context } from '../../account/context.js';
import type { Stored } from '../../store/storedObjects.js';
import { referenceId } from '../referenceId.js';

/** Gives a method to a customer and tells of it; nothing when it is the customer's already. */
export function giveMethod(
  context: Context,
  method: Stored<'payment_method'>,
  customer: string,
): Stored<'payment_method'> {
  if (method.customer === customer) return method;
  const attached = context.store.put('payment_method', { ...method, customer });
  context.emit('payment_method.attached', attached);
  return attached;
}

/** From here on the bank lets the card be charged while its holder is away. */
export const markSetUp = (context: Context, method: string): void => {
  context.store.put('sim.payment_method', { id: method, setUp: true, detached: false });
};

/** A payment that asked for it leaves its method with the customer, set up for later use where it was asked for that. */
export function keepUsedMethod(
  context: Context,
  intent: Pick<Stored<'payment_intent'>, 'customer' | 'setup_future_usage'>,
  method: Stored<'payment_method'>,
): void {
  if (intent.setup_future_usage === null) return;
  if (intent.setup_future_usage === 'off_session') markSetUp(context, method.id);
  const customer = referenceId(intent.customer);
  if (customer !== null) giveMethod(context, method, customer);
}
