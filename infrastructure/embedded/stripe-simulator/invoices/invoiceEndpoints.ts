import { confirmationSecretOf } from '../payments/invoicePayments.js';
import type { Subject } from '../subject.js';
import { addLinesCall } from './endpoints/addLinesCall.js';
import { draftCalls } from './endpoints/draftCalls.js';
import { invoiceCalls } from './endpoints/invoiceCalls.js';
import { invoiceItemCalls } from './endpoints/invoiceItemCalls.js';
import { invoicePaymentCalls } from './endpoints/invoicePaymentCalls.js';
import { lineCalls } from './endpoints/lineCalls.js';
import { previewCall } from './endpoints/previewCall.js';
import { taxRateCalls } from './endpoints/taxRateCalls.js';

/** Invoices, their items, payments and taxes. */
export const invoiceSubject: Subject = {
  endpoints: [
    ...draftCalls,
    addLinesCall,
    ...lineCalls,
    previewCall,
    ...invoiceCalls,
    ...invoiceItemCalls,
    ...invoicePaymentCalls,
    ...taxRateCalls,
  ],
  includables: {
    invoice: {
      payments: ({ store }, { id }) => ({
        object: 'list',
        data: store.where('invoice_payment', 'invoice', id),
        has_more: false,
        url: `/v1/invoice_payments?invoice=${id}`,
      }),
      confirmation_secret: (context, { id }) => confirmationSecretOf(context, id),
    },
  },
};
