import type { Context } from '../../account/context.js';
import { takenOff } from '../../invoices/objects/discountLines.js';
import type { Stored } from '../../store/storedObjects.js';
import { isMetered } from '../items/itemTerms.js';

/** Remembers what an invoice debits of each licensed item for its whole period: what a later credit goes back to. */
export function noteBilledItems(context: Context, invoice: Stored<'invoice'>): void {
  for (const line of invoice.lines.data) {
    const details = line.parent?.subscription_item_details;
    const item = details && context.store.get('subscription_item', details.subscription_item);
    if (!item || details.invoice_item !== null || isMetered(item.price)) continue;
    context.store.put('sim.billed_item', {
      id: item.id,
      net: line.amount - takenOff(line),
      periodStart: line.period.start,
      periodEnd: line.period.end,
      source: { invoice: invoice.id, line: line.id },
    });
  }
}
