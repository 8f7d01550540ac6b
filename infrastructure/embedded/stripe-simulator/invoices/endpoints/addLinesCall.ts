import { endpoint } from '../../http/endpoint.js';
import { array, flag, integer, mergedMetadata, metadata, parameters, text, timestamp } from '../../http/parameters.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import { referenceId } from '../../payments/referenceId.js';
import { taxRateParameters } from '../../subscriptions/items/itemParameters.js';
import { taxRates } from '../../subscriptions/startTerms.js';
import { relineDraft } from '../changes/relineDraft.js';
import { invoiceItemObject } from '../objects/invoiceItemObject.js';

const line = parameters({
  invoice_item: text().optional(),
  amount: integer().optional(),
  description: text().optional(),
  discountable: flag().optional(),
  metadata: metadata(),
  period: parameters({ start: timestamp(), end: timestamp() }).optional(),
  quantity: integer().optional(),
  tax_rates: taxRateParameters(),
});

/** Puts pending items, or amounts of their own, on a draft. */
export const addLinesCall = endpoint({
  method: 'POST',
  path: '/v1/invoices/:invoice/add_lines',
  params: parameters({ invoice_metadata: metadata(), lines: array(line) }),
  handle: (context, { path, params }) => {
    const draft = context.inPath('invoice', path.invoice, 'invoice');
    context.useClock(referenceId(draft.test_clock));
    if (draft.status !== 'draft') {
      throw invalidRequest('Lines of a finalized invoice cannot be changed', { code: 'invoice_not_editable' });
    }
    const common = { invoice: draft.id, currency: draft.currency, customer: referenceId(draft.customer) ?? '' };
    for (const [at, given] of params.lines.entries()) {
      const param = `lines[${at}]`;
      if (given.invoice_item !== undefined) {
        const item = context.inParameter('invoiceitem', given.invoice_item, `${param}[invoice_item]`);
        context.store.update('invoiceitem', item.id, { invoice: draft.id });
        continue;
      }
      if (given.amount === undefined) {
        throw invalidRequest(`Missing required param: ${param}[amount].`, {
          code: 'parameter_missing',
          param: `${param}[amount]`,
        });
      }
      const item = invoiceItemObject(context, {
        ...common,
        amount: given.amount,
        description: given.description ?? null,
        discountable: given.discountable ?? given.amount >= 0,
        metadata: mergedMetadata({}, given.metadata),
        quantity: given.quantity ?? 1,
        tax_rates: taxRates(context, given.tax_rates, `${param}[tax_rates]`),
        test_clock: referenceId(draft.test_clock),
        ...(given.period && { period: given.period }),
      });
      context.store.put('invoiceitem', item);
      context.emit('invoiceitem.created', item);
    }
    if (params.invoice_metadata !== undefined) {
      const merged = mergedMetadata(draft.metadata ?? {}, params.invoice_metadata);
      context.store.update('invoice', draft.id, { metadata: merged });
    }
    relineDraft(context, draft.id);
    return context.inPath('invoice', draft.id);
  },
});
