import type { Context } from '../../account/context.js';
import type { Stored } from '../../store/storedObjects.js';

/** Stores items that were worked out, and tells of each. */
export function storePending(context: Context, items: readonly Stored<'invoiceitem'>[]): void {
  for (const item of items) {
    context.store.put('invoiceitem', item);
    context.emit('invoiceitem.created', item);
  }
}
