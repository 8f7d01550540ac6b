import type { Context } from '../../account/context.js';
import { createInvoice, pendingItems } from '../../invoices/changes/createInvoice.js';
import type { LineTerms } from '../../invoices/lines/lineTerms.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { appliedDiscounts } from '../discounts/appliedDiscounts.js';

type Subscription = Stored<'subscription'>;

type Making = Readonly<{
  reason: 'subscription_create' | 'subscription_cycle' | 'subscription_update';
  lines: readonly LineTerms[];
  period: Readonly<{ start: number; end: number }>;
  /** Items that are to be on it beside those that wait. */
  also?: readonly Stored<'invoiceitem'>[];
  autoAdvance?: boolean;
}>;

/** Makes the draft of a subscription's next invoice, with everything that waited for it. Telling of it is the caller's. */
export function makeSubscriptionInvoice(
  context: Context,
  subscription: Subscription,
  making: Making,
): Stored<'invoice'> {
  const customer = context.inPath('customer', referenceId(subscription.customer) ?? '');
  const also = making.also ?? [];
  const waiting = pendingItems(context, customer.id, subscription.currency, subscription.id);
  return createInvoice(context, {
    customer,
    currency: subscription.currency,
    subscription,
    billingReason: making.reason,
    collectionMethod: subscription.collection_method,
    daysUntilDue: subscription.days_until_due,
    autoAdvance: making.autoAdvance ?? true,
    period: making.period,
    lines: making.lines,
    pending: [...waiting, ...also.filter(({ id }) => !waiting.some((item) => item.id === id))],
    discounts: appliedDiscounts(context, subscription),
    fields: {
      default_tax_rates: subscription.default_tax_rates ?? [],
      automatic_tax: { ...subscription.automatic_tax, provider: null, status: null },
    },
  });
}
