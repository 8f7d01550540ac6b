import { endpoint } from '../../http/endpoint.js';
import { listOf } from '../../http/lists.js';
import { oneOf, paging, parameters, text, timeRange } from '../../http/parameters.js';
import { referenceId } from '../../payments/referenceId.js';

const URL = '/v1/invoice_payments';

const retrieve = endpoint({
  method: 'GET',
  path: `${URL}/:payment`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('invoice_payment', path.payment),
});

const list = endpoint({
  method: 'GET',
  path: URL,
  params: parameters({
    ...paging,
    created: timeRange().optional(),
    invoice: text().optional(),
    payment: parameters({
      type: oneOf('payment_intent', 'payment_record'),
      payment_intent: text().optional(),
      payment_record: text().optional(),
    }).optional(),
    status: oneOf('canceled', 'open', 'paid').optional(),
  }),
  handle: (context, { params }) =>
    listOf(context, 'invoice_payment', params, URL, ({ invoice, payment, status }) => {
      const intent = params.payment?.payment_intent;
      return (
        (params.invoice === undefined || referenceId(invoice) === params.invoice) &&
        (intent === undefined || referenceId(payment.payment_intent ?? null) === intent) &&
        (params.status === undefined || status === params.status)
      );
    }),
});

/** The calls of /v1/invoice_payments. */
export const invoicePaymentCalls = [list, retrieve];
