import type { Context } from '../../account/context.js';
import { itemLine } from '../../invoices/lines/itemLine.js';
import type { LineTerms } from '../../invoices/lines/lineTerms.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { isMetered } from '../items/itemTerms.js';
import { usageOf } from './usageOf.js';

type Subscription = Stored<'subscription'>;
type Item = Stored<'subscription_item'>;
type Period = Readonly<{ start: number; end: number }>;

/** What was used through a metered item in a period; counted from its price's start when that came later. */
export function meteredLine(context: Context, subscription: Subscription, item: Item, period: Period): LineTerms {
  const countedFrom = context.store.get('sim.billed_item', item.id)?.periodStart ?? period.start;
  const counted = { start: Math.max(period.start, countedFrom), end: period.end };
  const meter = item.price.recurring?.meter ?? '';
  const quantity = usageOf(context, meter, referenceId(subscription.customer) ?? '', counted);
  return itemLine(context, subscription, item, { quantity, period: counted });
}

/** The lines of every metered item for the time up to its period's end, or up to a time before. */
export const meteredLines = (
  context: Context,
  subscription: Subscription,
  items: readonly Item[],
  until = Number.POSITIVE_INFINITY,
): LineTerms[] =>
  items
    .filter((item) => isMetered(item.price))
    .map((item) => {
      const period = { start: item.current_period_start, end: Math.min(until, item.current_period_end) };
      return meteredLine(context, subscription, item, period);
    });
