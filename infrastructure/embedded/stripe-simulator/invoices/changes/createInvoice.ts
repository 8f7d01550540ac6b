import type { Context } from '../../account/context.js';
import type { Stored } from '../../store/storedObjects.js';
import { invoiceItemLine } from '../lines/invoiceItemLine.js';
import { invoiceObject, type NewInvoice } from '../objects/invoiceObject.js';

/** A draft as its maker wants it: lines of its own behind those of pending items. */
export type DraftTerms = Omit<NewInvoice, 'id'> & Readonly<{ pending: readonly Stored<'invoiceitem'>[] }>;

/** Stores a draft; its pending items are on it from now on. Telling of it is the caller's. */
export function createInvoice(context: Context, { pending, lines, ...terms }: DraftTerms): Stored<'invoice'> {
  const id = context.newId('in');
  for (const item of pending) context.store.update('invoiceitem', item.id, { invoice: id });
  const all = [...pending.map(invoiceItemLine), ...lines];
  return context.store.put('invoice', invoiceObject(context, { ...terms, id, lines: all }));
}

/** What waits for the next invoice of a customer: items of this subscription and of none. */
export const pendingItems = (
  context: Context,
  customer: string,
  currency: string,
  subscription: string | null,
): Stored<'invoiceitem'>[] =>
  context.store.where('invoiceitem', 'customer', customer).filter((item) => {
    const of = item.parent?.subscription_details?.subscription ?? null;
    return item.invoice === null && item.currency === currency && (of === null || of === subscription);
  });
