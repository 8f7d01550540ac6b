import type { Context } from '../account/context.js';
import { whole } from '../invoices/amounts/fraction.js';
import { prorate } from '../invoices/amounts/proration.js';
import { costOf, itemLine } from '../invoices/lines/itemLine.js';
import type { LineTerms } from '../invoices/lines/lineTerms.js';
import type { Stored } from '../store/storedObjects.js';
import { intervalOf } from './changes/itemPeriod.js';
import { isMetered } from './items/itemTerms.js';
import { periodAt } from './periods/billingPeriods.js';

type Subscription = Stored<'subscription'>;

/** The lines of a subscription's first invoice: nothing for a trial, a part of the period up to an anchor that is still to come. */
export function firstLines(
  context: Context,
  subscription: Subscription,
  { prorates }: { prorates: boolean },
): LineTerms[] {
  const licensed = subscription.items.data.filter((item) => !isMetered(item.price));
  return licensed.map((item) => {
    const quantity = item.quantity ?? 1;
    const period = { start: item.current_period_start, end: item.current_period_end };
    const line = (amount?: number) =>
      itemLine(context, subscription, item, { quantity, period, ...(amount !== undefined && { amount }) });
    if (subscription.status === 'trialing') return line(0);
    const full = periodAt(subscription.billing_cycle_anchor, intervalOf(item.price), context.now());
    if (full.start === period.start) return line();
    if (!prorates) return line(0);
    const at = { periodStart: full.start, periodEnd: full.end, at: context.now() };
    return line(prorate({ before: null, after: whole(costOf(item.price, quantity)) }, at).debit ?? 0);
  });
}
