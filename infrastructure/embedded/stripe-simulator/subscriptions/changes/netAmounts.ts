import type { Context } from '../../account/context.js';
import { itemLine } from '../../invoices/lines/itemLine.js';
import { lineObject } from '../../invoices/lines/lineTerms.js';
import { discountLines, takenOff } from '../../invoices/objects/discountLines.js';
import type { Stored } from '../../store/storedObjects.js';
import { isMetered } from '../items/itemTerms.js';

type Item = Stored<'subscription_item'>;

/** What each licensed item costs for a whole period with the discounts in force, minor units by item id. */
export function netAmounts(
  context: Context,
  subscription: Stored<'subscription'>,
  items: readonly Item[],
  discounts: readonly string[],
): Map<string, number> {
  const licensed = items.filter((item) => !isMetered(item.price));
  const lines = licensed.map((item) => {
    const period = { start: item.current_period_start, end: item.current_period_end };
    const terms = itemLine(context, subscription, item, { quantity: item.quantity ?? 1, period });
    return lineObject(item.id, null, subscription.currency, terms);
  });
  const net = discountLines(context, lines, discounts, context.now());
  return new Map(net.map((line) => [line.id, line.amount - takenOff(line)]));
}
