import type { Context } from '../../account/context.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import type { SubscriptionRecord } from '../records/subscriptionRecord.js';

/** The subscription an invoice belongs to; undefined for a one-off invoice. */
export function subscriptionOf(context: Context, invoice: Stored<'invoice'>): Stored<'subscription'> | undefined {
  const id = referenceId(invoice.parent?.subscription_details?.subscription ?? null);
  return id === null ? undefined : context.store.get('subscription', id);
}

/** Whether nothing can happen to a subscription any more. */
export const isOver = ({ status }: Stored<'subscription'>): boolean =>
  status === 'canceled' || status === 'incomplete_expired';

export const recordOf = ({ store }: Context, subscription: string): SubscriptionRecord =>
  store.get('sim.subscription', subscription) ?? {
    id: subscription,
    heldChange: null,
    resumption: null,
    trialEndTold: null,
    untold: false,
  };

/** Remembers something of a subscription that the API does not show. */
export function remember(context: Context, subscription: string, fields: Partial<SubscriptionRecord>): void {
  context.store.put('sim.subscription', { ...recordOf(context, subscription), ...fields });
}
