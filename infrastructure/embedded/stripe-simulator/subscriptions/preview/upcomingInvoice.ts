import type { Context } from '../../account/context.js';
import { pendingItems } from '../../invoices/changes/createInvoice.js';
import { invoiceItemLine } from '../../invoices/lines/invoiceItemLine.js';
import { itemLine } from '../../invoices/lines/itemLine.js';
import type { LineTerms } from '../../invoices/lines/lineTerms.js';
import { invoiceObject } from '../../invoices/objects/invoiceObject.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { intervalOf } from '../changes/itemPeriod.js';
import { appliedDiscounts } from '../discounts/appliedDiscounts.js';
import { isMetered } from '../items/itemTerms.js';
import { nextBoundary } from '../life/subscriptionWork.js';
import { periodAt } from '../periods/billingPeriods.js';
import { meteredLine } from '../usage/meteredLines.js';

type Subscription = Stored<'subscription'>;

/** What a preview puts on the invoice beside, or instead of, what is coming anyway. */
export type PreviewExtras = Readonly<{
  pending?: readonly Stored<'invoiceitem'>[];
  /** The lines themselves, when the invoice is one made now and not the next renewal. */
  lines?: readonly LineTerms[];
  reason?: Stored<'invoice'>['billing_reason'];
  discounts?: readonly string[];
  /** Only what comes again with every renewal: `preview_mode` of the call. */
  recurring?: boolean;
}>;

/** The invoice a subscription gets next, as if it were made now; nothing is written (docs.stripe.com/api/invoices/create_preview). */
export function upcomingInvoice(
  context: Context,
  subscription: Subscription,
  extras: PreviewExtras = {},
): Stored<'invoice'> {
  const customer = context.inPath('customer', referenceId(subscription.customer) ?? '');
  const { recurring = false } = extras;
  const given = recurring ? undefined : extras.lines;
  const waiting = pendingItems(context, customer.id, subscription.currency, subscription.id);
  const pending = recurring ? [] : [...waiting, ...(extras.pending ?? [])].map(invoiceItemLine);
  const at = given ? context.now() : nextBoundary(subscription);
  const start = Math.min(...subscription.items.data.map((item) => item.current_period_start));
  const invoice = invoiceObject(context, {
    id: null,
    customer,
    currency: subscription.currency,
    subscription,
    billingReason: extras.reason ?? 'upcoming',
    collectionMethod: subscription.collection_method,
    daysUntilDue: subscription.days_until_due,
    autoAdvance: true,
    period: { start: given ? at : start, end: at },
    lines: [...pending, ...(given ?? renewalLines(context, subscription))],
    discounts: extras.discounts ?? appliedDiscounts(context, subscription),
    fields: { created: at, default_tax_rates: subscription.default_tax_rates ?? [] },
  });
  return { ...invoice, automatically_finalizes_at: null, next_payment_attempt: at + 3600 };
}

/** What the next renewal bills: usage of the period that runs, licensed items for the one after. */
export function renewalLines(context: Context, subscription: Subscription): LineTerms[] {
  const at = nextBoundary(subscription);
  const due = subscription.items.data.filter((item) => item.current_period_end <= at);
  const used = subscription.status === 'trialing' ? [] : due.filter((item) => isMetered(item.price));
  const coming = due.filter((item) => !isMetered(item.price));
  return [
    ...used.map((item) => {
      const period = { start: item.current_period_start, end: item.current_period_end };
      return meteredLine(context, subscription, item, period);
    }),
    ...coming.map((item) => {
      const period = periodAt(subscription.billing_cycle_anchor, intervalOf(item.price), at);
      return itemLine(context, subscription, item, { quantity: item.quantity ?? 1, period });
    }),
  ];
}
