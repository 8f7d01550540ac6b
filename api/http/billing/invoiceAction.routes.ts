import type { RequestInvoiceAction } from '../../../application/billing/requestInvoiceAction.js';
import { actorOf } from '../actorOf.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { invoiceParams, payBody, requestAccepted } from './invoice.schemas.js';

/** What people have done to their organization's invoices; crediting, refunding and voiding are the seller's to do. */
export const invoiceActionRoutes = (requestInvoiceAction: RequestInvoiceAction): readonly Route[] => [
  route({
    method: 'POST',
    path: '/api/v1/billing/invoices/:invoiceId/pay',
    operationId: 'payInvoice',
    summary: 'Pay an open invoice now',
    description:
      'Taken down at once and done by Stripe right after: read the invoice for what came of it. Charges the payment method named, else the one of renewals.',
    tag: 'Billing',
    permission: 'billing:manage',
    kind: 'command',
    idempotencyKey: 'required',
    params: invoiceParams,
    body: payBody,
    answers: { 202: requestAccepted },
    refusals: ['INVOICE_UNKNOWN', 'INVOICE_NOT_OPEN', 'INVOICE_ACTION_PENDING', 'STREAM_BUSY', 'REVISION_MISMATCH'],
    handle: async ({ caller, params, body: { paymentMethodId = null }, commandId, correlationId }) => {
      const { organizationId } = caller;
      const action = { kind: 'pay', paymentMethodId } as const;
      const asked = await requestInvoiceAction(params.invoiceId, action, {
        commandId,
        correlationId,
        causationId: correlationId,
        organizationId,
        actor: actorOf(caller),
      });
      if (asked.accepted) return { status: 202, position: asked.position, body: { requestId: commandId } };
      // What the decider may refuse a payment with; the others are about amounts.
      switch (asked.rejection) {
        case 'INVOICE_UNKNOWN':
        case 'INVOICE_NOT_OPEN':
        case 'INVOICE_ACTION_PENDING':
        case 'STREAM_BUSY':
        case 'REVISION_MISMATCH':
          return refused(asked.rejection);
        default:
          throw new Error(`paying ${params.invoiceId} was refused: ${asked.rejection}`);
      }
    },
  }),
];
