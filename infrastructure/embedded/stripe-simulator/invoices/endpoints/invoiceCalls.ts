import { endpoint } from '../../http/endpoint.js';
import { listOf, pageOf } from '../../http/lists.js';
import { flag, oneOf, paging, parameters, text, timeRange } from '../../http/parameters.js';
import { searching, searchOf } from '../../http/search.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import { referenceId } from '../../payments/referenceId.js';
import { afterPayment, afterVoid } from '../../subscriptions/collection/afterInvoice.js';
import { endRetries } from '../../subscriptions/collection/dunning.js';
import { advanceInvoice, sendInvoice } from '../../subscriptions/due/finalizeDraft.js';
import { markUncollectible, voidInvoice } from '../changes/closeInvoice.js';
import { finalizeInvoice } from '../changes/finalizeInvoice.js';
import { payInvoice } from '../payInvoice.js';

const URL = '/v1/invoices';

const retrieve = endpoint({
  method: 'GET',
  path: `${URL}/:invoice`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('invoice', path.invoice, 'invoice'),
});

const list = endpoint({
  method: 'GET',
  path: URL,
  params: parameters({
    ...paging,
    collection_method: oneOf('charge_automatically', 'send_invoice').optional(),
    created: timeRange().optional(),
    customer: text().optional(),
    status: oneOf('draft', 'open', 'paid', 'uncollectible', 'void').optional(),
    subscription: text().optional(),
  }),
  handle: (context, { params }) =>
    listOf(context, 'invoice', params, URL, (invoice) => {
      const subscription = referenceId(invoice.parent?.subscription_details?.subscription ?? null);
      return (
        (params.customer === undefined || referenceId(invoice.customer) === params.customer) &&
        (params.status === undefined || invoice.status === params.status) &&
        (params.subscription === undefined || subscription === params.subscription) &&
        (params.collection_method === undefined || invoice.collection_method === params.collection_method)
      );
    }),
});

const search = endpoint({
  method: 'GET',
  path: `${URL}/search`,
  params: parameters({ ...searching }),
  handle: (context, { params }) => searchOf(context, 'invoice', params, `${URL}/search`),
});

const lines = endpoint({
  method: 'GET',
  path: `${URL}/:invoice/lines`,
  params: parameters({ ...paging }),
  handle: (context, { path, params }) => {
    const invoice = context.inPath('invoice', path.invoice, 'invoice');
    return pageOf(invoice.lines.data, params, `${URL}/${invoice.id}/lines`);
  },
});

const finalize = endpoint({
  method: 'POST',
  path: `${URL}/:invoice/finalize`,
  params: parameters({ auto_advance: flag().optional() }),
  handle: (context, { path, params }) => {
    const draft = context.inPath('invoice', path.invoice, 'invoice');
    context.useClock(referenceId(draft.test_clock));
    const advances = params.auto_advance ?? draft.auto_advance ?? false;
    if (draft.status === 'draft') context.store.update('invoice', draft.id, { auto_advance: advances });
    context.cancel(`finalize:${draft.id}`);
    if (advances && draft.status === 'draft') {
      advanceInvoice(context, draft.id);
    } else {
      const open = finalizeInvoice(context, draft.id);
      if (open.status === 'paid') afterPayment(context, open);
    }
    return context.inPath('invoice', draft.id);
  },
});

const pay = endpoint({
  method: 'POST',
  path: `${URL}/:invoice/pay`,
  params: parameters({
    forgive: flag().optional(),
    off_session: flag().optional(),
    paid_out_of_band: flag().optional(),
    payment_method: text().optional(),
  }),
  handle: (context, { path, params }) => payInvoice(context, path.invoice, params),
});

const voids = endpoint({
  method: 'POST',
  path: `${URL}/:invoice/void`,
  params: parameters({}),
  handle: (context, { path }) => {
    context.useClock(referenceId(context.inPath('invoice', path.invoice, 'invoice').test_clock));
    const voided = voidInvoice(context, path.invoice);
    endRetries(context, voided.id);
    afterVoid(context, voided);
    return voided;
  },
});

const uncollectible = endpoint({
  method: 'POST',
  path: `${URL}/:invoice/mark_uncollectible`,
  params: parameters({}),
  handle: (context, { path }) => {
    context.useClock(referenceId(context.inPath('invoice', path.invoice, 'invoice').test_clock));
    const given = markUncollectible(context, path.invoice);
    endRetries(context, given.id);
    afterPayment(context, given);
    return given;
  },
});

const send = endpoint({
  method: 'POST',
  path: `${URL}/:invoice/send`,
  params: parameters({}),
  handle: (context, { path }) => {
    const before = context.inPath('invoice', path.invoice, 'invoice');
    context.useClock(referenceId(before.test_clock));
    if (before.status !== 'draft' && before.status !== 'open') {
      throw invalidRequest(`You can only send draft or open invoices. This invoice is ${before.status}.`);
    }
    const open = before.status === 'draft' ? finalizeInvoice(context, before.id) : before;
    if (open.status === 'paid') afterPayment(context, open);
    else sendInvoice(context, open);
    return context.inPath('invoice', before.id);
  },
});

/** Calls that read invoices and take them from draft to their end. */
export const invoiceCalls = [list, search, retrieve, lines, finalize, pay, voids, uncollectible, send];
