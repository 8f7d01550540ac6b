import { onInvoicePayment } from '../payments/paymentListener.js';
import type { Subject } from '../subject.js';
import { recordOutcome } from './collection/recordOutcome.js';
import { invoiceDueWork } from './due/invoiceDueWork.js';
import { subscriptionDueWork } from './due/subscriptionDueWork.js';
import { subscriptionCalls } from './endpoints/subscriptionCalls.js';
import { subscriptionItemCalls } from './endpoints/subscriptionItemCalls.js';

onInvoicePayment((context, invoice, outcome) => recordOutcome(context, invoice, outcome, { automatic: false }));

/** Subscriptions, and what time does to them and to their invoices. */
export const subscriptionSubject: Subject = {
  endpoints: [...subscriptionCalls, ...subscriptionItemCalls],
  work: { ...subscriptionDueWork, ...invoiceDueWork },
};
