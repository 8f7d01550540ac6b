import type { Context } from '../../account/context.js';
import { itemLine } from '../../invoices/lines/itemLine.js';
import type { Stored } from '../../store/storedObjects.js';
import { intervalOf } from '../changes/itemPeriod.js';
import { noteBilledItems } from '../collection/billedByInvoice.js';
import { scheduleFinalization } from '../collection/scheduleFinalization.js';
import { makeSubscriptionInvoice } from '../collection/subscriptionInvoice.js';
import { endUsedDiscounts } from '../discounts/endDiscount.js';
import { isMetered } from '../items/itemTerms.js';
import { scheduleWork } from '../life/subscriptionWork.js';
import { changeSubscription, itemList } from '../objects/saveSubscription.js';
import { periodAt } from '../periods/billingPeriods.js';
import { meteredLine } from '../usage/meteredLines.js';

type Subscription = Stored<'subscription'>;
type Item = Stored<'subscription_item'>;

/**
 * A period has ended: items whose period it was roll into the next one, and a draft is made with what waited, what was used in the
 * past period and what the coming one costs. It becomes final about an hour later.
 * @param fields what else changes with it, such as the status at the end of a trial
 */
export function renewSubscription(
  context: Context,
  subscription: Subscription,
  fields: Partial<Subscription> = {},
): Stored<'invoice'> {
  const now = context.now();
  const ended = subscription.items.data.filter((item) => item.current_period_end <= now);
  const anchor = fields.billing_cycle_anchor ?? subscription.billing_cycle_anchor;
  const rolled = subscription.items.data.map((item) => (ended.includes(item) ? nextPeriod(item, anchor, now) : item));
  const after = { ...subscription, ...fields, items: itemList(subscription, rolled) };
  const used =
    subscription.status === 'trialing'
      ? []
      : ended
          .filter((item) => isMetered(item.price))
          .map((item) => {
            const period = { start: item.current_period_start, end: item.current_period_end };
            return meteredLine(context, subscription, item, period);
          });
  const coming = rolled
    .filter((item, at) => item !== subscription.items.data[at] && !isMetered(item.price))
    .map((item) => {
      const period = { start: item.current_period_start, end: item.current_period_end };
      return itemLine(context, after, item, { quantity: item.quantity ?? 1, period });
    });
  const [first] = ended;
  const draft = makeSubscriptionInvoice(context, after, {
    reason: 'subscription_cycle',
    lines: [...used, ...coming],
    period: { start: first?.current_period_start ?? now, end: now },
    autoAdvance: subscription.status !== 'unpaid' && subscription.pause_collection?.behavior !== 'keep_as_draft',
  });
  const told = changeSubscription(context, subscription.id, {
    ...fields,
    items: after.items,
    latest_invoice: draft.id,
  });
  noteBilledItems(context, draft);
  context.emit('invoice.created', draft);
  scheduleWork(context, told);
  scheduleFinalization(context, draft);
  endUsedDiscounts(context, told.id, draft);
  return draft;
}

function nextPeriod(item: Item, anchor: number, now: number): Item {
  const { start, end } = periodAt(anchor, intervalOf(item.price), now);
  return { ...item, current_period_start: start, current_period_end: end };
}
