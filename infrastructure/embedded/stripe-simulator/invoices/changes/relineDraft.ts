import type { Context } from '../../account/context.js';
import type { Stored } from '../../store/storedObjects.js';
import { invoiceItemLine } from '../lines/invoiceItemLine.js';
import { lineObject } from '../lines/lineTerms.js';
import { priceInvoice } from '../objects/priceInvoice.js';

type Line = Stored<'invoice'>['lines']['data'][number];

/** The pending item that became a line; null for what a subscription's own items cost. */
export const itemOf = ({ parent }: Line): string | null =>
  parent?.invoice_item_details?.invoice_item ?? parent?.subscription_item_details?.invoice_item ?? null;

/** Items of a draft were added, changed or removed: its lines and amounts follow. */
export function relineDraft(context: Context, id: string): void {
  const before = context.inPath('invoice', id);
  const items = context.store.where('invoiceitem', 'invoice', id);
  const known = before.lines.data;
  const ofItems = items.map((item) => {
    const line = known.find((each) => itemOf(each) === item.id);
    return lineObject(line?.id ?? context.newId('il'), id, before.currency, invoiceItemLine(item));
  });
  const data = [...ofItems, ...known.filter((line) => itemOf(line) === null)];
  const after = context.store.put('invoice', priceInvoice(context, { ...before, lines: { ...before.lines, data } }));
  context.emitChange('invoice.updated', before, after);
}
