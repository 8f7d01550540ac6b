import type { Context } from '../../account/context.js';
import { cardError, invalidRequest } from '../../http/stripeErrors.js';
import type { Stored } from '../../store/storedObjects.js';
import { testCardOf } from '../bankAnswer.js';
import { cardDecline } from '../cards/cardDecline.js';
import { ofCustomer } from '../ofCustomer.js';
import { methodIn } from './findMethod.js';
import { giveMethod } from './keepUsedMethod.js';

/** The bank's refusal of a card that a customer wants to keep; undefined when it lets the card be kept. */
export function keepingRefusal(method: Stored<'payment_method'>) {
  const card = testCardOf(method);
  return card.attachable || !card.declines ? undefined : cardDecline(card.declines);
}

/**
 * Gives a method to a customer (docs.stripe.com/api/payment_methods/attach).
 * @throws StripeError 402 when the bank refuses the card, 400 when it is another customer's or was detached
 */
export function attachMethod(context: Context, id: string, customer: string): Stored<'payment_method'> {
  ofCustomer(context, customer);
  const method = methodIn(context, id);
  if (method.customer !== null && method.customer !== customer) {
    throw invalidRequest('The payment method you provided has already been attached to a customer.');
  }
  if (context.store.get('sim.payment_method', method.id)?.detached) {
    throw invalidRequest('This payment method was detached from its customer and may not be used again.');
  }
  const refusal = keepingRefusal(method);
  if (refusal) {
    const { code, declineCode, message } = refusal;
    throw cardError({ code, decline_code: declineCode, message, payment_method: method }, { keepsChanges: false });
  }
  return giveMethod(context, method, customer);
}

/** Takes a method from its customer for ever; where it was a default, there is none now. */
export function detachMethod(context: Context, id: string): Stored<'payment_method'> {
  const method = context.inPath('payment_method', id);
  const { customer } = method;
  if (typeof customer !== 'string') {
    throw invalidRequest('The payment method you provided is not attached to a customer so detachment is impossible.');
  }
  ofCustomer(context, customer);
  const setUp = context.store.get('sim.payment_method', id)?.setUp ?? false;
  context.store.put('sim.payment_method', { id, setUp, detached: true });
  const detached = context.store.put('payment_method', { ...method, customer: null });
  context.emitChange('payment_method.detached', method, detached);
  forgetDefault(context, id, customer);
  return detached;
}

function forgetDefault(context: Context, method: string, customer: string): void {
  const { store } = context;
  for (const subscription of store.where('subscription', 'customer', customer)) {
    if (subscription.default_payment_method !== method) continue;
    const after = store.update('subscription', subscription.id, { default_payment_method: null });
    context.emitChange('customer.subscription.updated', subscription, after);
  }
  const owner = context.inPath('customer', customer);
  if (owner.invoice_settings.default_payment_method !== method) return;
  const settings = { ...owner.invoice_settings, default_payment_method: null };
  context.emitChange('customer.updated', owner, store.update('customer', customer, { invoice_settings: settings }));
}
