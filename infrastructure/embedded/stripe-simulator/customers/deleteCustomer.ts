import type { Context } from '../account/context.js';
import { detachMethod } from '../payments/methods/attachMethod.js';
import type { Stored } from '../store/storedObjects.js';
import { endSubscription } from '../subscriptions/life/endSubscription.js';
import { isOver } from '../subscriptions/life/subscriptionOf.js';

/** A customer that was deleted: it is still answered, as such. */
export type DeletedCustomerRecord = Readonly<{
  id: string;
  answer: Readonly<{ id: string; object: 'customer'; deleted: true }>;
}>;

/** Deletes a customer for good, and with it its subscriptions and payment methods (docs.stripe.com/api/customers/delete). */
export function deleteCustomer(context: Context, customer: Stored<'customer'>): DeletedCustomerRecord['answer'] {
  const { id } = customer;
  context.useClock(String(customer.test_clock ?? ''));
  const answer = { id, object: 'customer', deleted: true } as const;
  for (const subscription of context.store.where('subscription', 'customer', id)) {
    if (!isOver(subscription)) endSubscription(context, subscription, { reason: 'cancellation_requested' });
  }
  for (const method of context.store.where('payment_method', 'customer', id)) detachMethod(context, method.id);
  context.store.delete('customer', id);
  context.store.put('sim.deleted_customer', { id, answer });
  context.emit('customer.deleted', customer);
  return answer;
}
