import type Stripe from 'stripe';
import type { StripeAnswer } from '../../application/ports/stripeAnswer.js';
import type { PreviewedStart, StartPreviewOrder } from '../../application/ports/stripeSubscriptions.js';
import { discountEnds, discountFor, type FoundDiscount } from './discountCodes.js';
import { nextCharge, previewedInvoice } from './previewedInvoice.js';
import type { PriceIds } from './priceIds.js';
import { instant } from './snapshots.js';
import { answerTo } from './stripeAnswers.js';
import { itemsOf } from './subscriptionItems.js';

const DAY = 86_400;

/**
 * What a first subscription would cost, by Stripe's own account. All times are Stripe's: the paid period is previewed
 * first, and where it starts is Stripe's now.
 */
export async function previewStart(
  stripe: Stripe,
  priceIds: PriceIds,
  { customerId, target, trialDays, couponCode }: StartPreviewOrder,
): Promise<StripeAnswer<PreviewedStart>> {
  const found = couponCode === null ? undefined : await discountFor(stripe, couponCode);
  if (found && !found.done) return found;
  const discount = found?.value;
  return answerTo(async () => {
    const items = await itemsOf(target, priceIds);
    const bill = (coupon: FoundDiscount | undefined, trialEnd?: number) =>
      stripe.invoices.createPreview({
        ...(customerId === null ? { currency: target.currency } : { customer: customerId }),
        discounts: coupon ? [coupon.param] : '',
        subscription_details: { items, ...(trialEnd === undefined ? {} : { trial_end: trialEnd }) },
      });
    const paid = await bill(discount);
    const { start: now, end: renewal } = paidPeriod(paid);
    const trialEnd = trialDays > 0 ? now + trialDays * DAY : null;
    const first = trialEnd === null ? paid : await bill(discount, trialEnd);
    const at = trialEnd ?? renewal;
    const goesOn = discount !== undefined && lasts(discount, { now, at, takenOff: previewedInvoice(first).discount });
    const next = goesOn === (discount !== undefined) ? paid : await bill(undefined);
    return {
      invoice: previewedInvoice(first),
      trialEndsAt: trialEnd === null ? null : instant(trialEnd),
      nextCharge: nextCharge(first, next, at),
    };
  });
}

/** The first period that is paid for, of what is billed ahead. */
function paidPeriod({ lines, period_start, period_end }: Stripe.Invoice): Readonly<{ start: number; end: number }> {
  const ahead = lines.data.find(({ period }) => period.end > period.start);
  return ahead?.period ?? { start: period_start, end: period_end };
}

/** Whether a discount given now takes something off the invoice made at a later time. */
function lasts(
  discount: FoundDiscount,
  { now, at, takenOff }: Readonly<{ now: number; at: number; takenOff: number }>,
): boolean {
  // For one invoice: used up by the first that it takes something off.
  if (discount.duration === 'once') return takenOff === 0;
  const end = discountEnds(discount, now);
  return end === null || at < end;
}
