import type { Context } from '../account/context.js';
import { referenceId } from './referenceId.js';

export type MethodSources = Readonly<{
  customer: string;
  /** Named by the call itself. */
  explicit?: string | null | undefined;
  invoiceDefault?: string | null | undefined;
  subscriptionDefault?: string | null | undefined;
}>;

/**
 * The method a customer's invoice is charged to (stripe.md 3.3): the call's own, the invoice's, the subscription's, the customer's.
 * Null when there is none. One that was detached since counts as none.
 */
export function payableMethod(context: Context, sources: MethodSources): string | null {
  const settings = context.store.get('customer', sources.customer)?.invoice_settings;
  const customerDefault = referenceId(settings?.default_payment_method ?? null);
  const order = [sources.explicit, sources.invoiceDefault, sources.subscriptionDefault, customerDefault];
  const usable = order.find((id) => id && context.store.get('payment_method', id)?.customer === sources.customer);
  return usable ?? null;
}
