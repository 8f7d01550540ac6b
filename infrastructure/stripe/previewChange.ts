import type Stripe from 'stripe';
import type { StripeAnswer } from '../../application/ports/stripeAnswer.js';
import type { PreviewedChange, SubscriptionChangeOrder } from '../../application/ports/stripeSubscriptions.js';
import { proration } from './changeSubscription.js';
import { isProration, nextCharge, previewedInvoice } from './previewedInvoice.js';
import type { PriceIds } from './priceIds.js';
import { answerTo } from './stripeAnswers.js';
import { retrieveSubscription } from './subscriptionAtStripe.js';
import { itemChanges } from './subscriptionItems.js';

/** The invoice that a change would lead to, the one made at once where it is prorated, and what is taken after it. */
export function previewChange(
  stripe: Stripe,
  priceIds: PriceIds,
  order: SubscriptionChangeOrder,
): Promise<StripeAnswer<PreviewedChange>> {
  const { subscriptionId, target, from, prorate } = order;
  return answerTo(async () => {
    const { subscription } = await retrieveSubscription(stripe, subscriptionId);
    const items = await itemChanges(subscription, target, from === 'now' ? 'all' : 'licensed', priceIds);
    const bill = (preview_mode: 'next' | 'recurring') =>
      stripe.invoices.createPreview({
        subscription: subscriptionId,
        subscription_details: { items, ...proration(order, subscription) },
        preview_mode,
      });
    const invoice = await bill('next');
    const periodEnd = Date.parse(subscription.currentPeriodEnd) / 1_000;
    if (!prorate) return { invoice: previewedInvoice(invoice), nextCharge: nextCharge(null, invoice, periodEnd) };
    const renewal = target.interval === subscription.interval ? periodEnd : newPeriodEnd(invoice);
    return { invoice: previewedInvoice(invoice), nextCharge: nextCharge(invoice, await bill('recurring'), renewal) };
  });
}

/** The end of the period that another interval has begun at once. */
const newPeriodEnd = ({ lines }: Stripe.Invoice): number =>
  Math.max(...lines.data.filter(({ parent }) => !isProration(parent)).map(({ period }) => period.end));
