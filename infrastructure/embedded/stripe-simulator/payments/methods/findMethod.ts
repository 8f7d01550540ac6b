import type { Context } from '../../account/context.js';
import { cardError, invalidRequest, unknownReference } from '../../http/stripeErrors.js';
import type { Stored } from '../../store/storedObjects.js';
import { cardDecline } from '../cards/cardDecline.js';
import { type TestCard, testCardOfNumber, testCardOfToken } from '../cards/testCards.js';
import { paymentMethodObject } from './paymentMethodObject.js';

type Method = Stored<'payment_method'>;

/** Writes a new method of nobody; a test token gives another one each time it is used. */
export const newMethod = (
  context: Context,
  card: TestCard,
  rest: Partial<Parameters<typeof paymentMethodObject>[0]> = {},
): Method =>
  context.store.put(
    'payment_method',
    paymentMethodObject({ ...rest, id: context.newId('pm'), card, created: context.now() }),
  );

/**
 * The method that a parameter names: a stored one, or a new one of a test token such as `pm_card_visa`.
 * @throws StripeError 400 when unknown
 */
export function methodIn(context: Context, id: string, param = 'payment_method'): Method {
  const stored = context.store.get('payment_method', id);
  if (stored) return stored;
  const card = testCardOfToken(id);
  if (!card) throw unknownReference('PaymentMethod', id, param);
  return newMethod(context, card);
}

/**
 * The method of a parameter, fit for a payment of this customer.
 * @throws StripeError 400 when it is another customer's, or was taken from its customer
 */
export function usableMethodIn(context: Context, id: string, customer: string | null): Method {
  const method = methodIn(context, id);
  const whose = method.customer;
  if (whose !== null && whose !== customer) {
    const message = customer === null ? 'belongs to a customer, who must be given too' : 'belongs to another customer';
    throw invalidRequest(`The payment method ${method.id} ${message}.`, { param: 'payment_method' });
  }
  if (context.store.get('sim.payment_method', method.id)?.detached) {
    throw invalidRequest('The payment method was detached from its customer and cannot be used again.', {
      param: 'payment_method',
    });
  }
  return method;
}

/**
 * The card of a number as a person types it.
 * @throws StripeError 402 for a number that is no test card's, as for one that fails its check digit
 */
export function cardOfNumber(number: string): TestCard {
  const card = testCardOfNumber(number);
  if (card) return card;
  const { code, message } = cardDecline('incorrect_number');
  throw cardError({ code, message, param: 'number' });
}
