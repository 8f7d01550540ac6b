import type { z } from 'zod';
import type { Context } from '../../account/context.js';
import { endpoint } from '../../http/endpoint.js';
import { array, mergedMetadata, metadata, oneOf, parameters, text } from '../../http/parameters.js';
import { invalidRequest, unknownReference } from '../../http/stripeErrors.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { changeItem } from '../changes/changeItem.js';
import { itemOf, relineDraft } from '../changes/relineDraft.js';
import { itemFields } from './itemFields.js';

const URL = '/v1/invoices/:invoice';

const lineChanges = parameters(itemFields);
type Changes = z.infer<typeof lineChanges>;

/** @throws StripeError 400: it is final */
function draftOf(context: Context, id: string): Stored<'invoice'> {
  const draft = context.inPath('invoice', id, 'invoice');
  context.useClock(referenceId(draft.test_clock));
  if (draft.status === 'draft') return draft;
  throw invalidRequest('Lines of a finalized invoice cannot be changed', { code: 'invoice_not_editable' });
}

/** The item behind a line. @throws StripeError 400 where there is no such line, or it is a subscription's own */
function itemBehind(context: Context, draft: Stored<'invoice'>, line: string, param: string): Stored<'invoiceitem'> {
  const found = draft.lines.data.find(({ id }) => id === line);
  if (!found) throw unknownReference('line item', line, param);
  const item = itemOf(found);
  if (item === null) throw invalidRequest('Lines of a subscription follow its items', { param });
  return context.inPath('invoiceitem', item);
}

function changeLine(context: Context, draft: Stored<'invoice'>, line: string, changes: Changes, param: string): void {
  changeItem(context, itemBehind(context, draft, line, param), changes);
}

/** The draft once its lines are as they were asked to be. */
function finished(context: Context, id: string, given: Parameters<typeof mergedMetadata>[1]): Stored<'invoice'> {
  const { metadata: known } = context.inPath('invoice', id);
  if (given !== undefined) context.store.update('invoice', id, { metadata: mergedMetadata(known ?? {}, given) });
  relineDraft(context, id);
  return context.inPath('invoice', id);
}

const updateLine = endpoint({
  method: 'POST',
  path: `${URL}/lines/:line`,
  params: lineChanges,
  handle: (context, { path, params }) => {
    const draft = draftOf(context, path.invoice);
    changeLine(context, draft, path.line, params, 'line_item');
    const after = finished(context, draft.id, undefined);
    return after.lines.data.find(({ id }) => id === path.line) ?? after;
  },
});

const updateLines = endpoint({
  method: 'POST',
  path: `${URL}/update_lines`,
  params: parameters({ invoice_metadata: metadata(), lines: array(parameters({ ...itemFields, id: text() })) }),
  handle: (context, { path, params }) => {
    const draft = draftOf(context, path.invoice);
    for (const [at, { id, ...changes }] of params.lines.entries()) {
      changeLine(context, draft, id, changes, `lines[${at}][id]`);
    }
    return finished(context, draft.id, params.invoice_metadata);
  },
});

const removeLines = endpoint({
  method: 'POST',
  path: `${URL}/remove_lines`,
  params: parameters({
    invoice_metadata: metadata(),
    lines: array(parameters({ behavior: oneOf('delete', 'unassign'), id: text() })),
  }),
  handle: (context, { path, params }) => {
    const draft = draftOf(context, path.invoice);
    for (const [at, { id, behavior }] of params.lines.entries()) {
      const item = itemBehind(context, draft, id, `lines[${at}][id]`);
      if (behavior === 'unassign') context.store.update('invoiceitem', item.id, { invoice: null });
      else {
        context.store.delete('invoiceitem', item.id);
        context.emit('invoiceitem.deleted', item);
      }
    }
    return finished(context, draft.id, params.invoice_metadata);
  },
});

/** Calls that change the lines of a draft (docs.stripe.com/api/invoice-line-item). */
export const lineCalls = [updateLine, updateLines, removeLines];
