import { z } from 'zod';
import type { InvoiceEvent } from '../../domain/billing/invoice/invoice.events.js';
import { creditNote, dispute, refund } from './adjustment.schemas.js';
import type { EventDefinitions } from './eventDefinition.js';
import { invoice } from './invoice.schemas.js';

const instant = z.iso.datetime();
const organizationId = z.string();
const observed = z.object({ organizationId, invoice, observedAt: instant.optional() });
const action = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pay'), paymentMethodId: z.string().nullable() }),
  z.object({ kind: z.literal('void') }),
  z.object({
    kind: z.literal('credit'),
    amount: z.int(),
    reason: z.enum(['duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory']),
    to: z.enum(['balance', 'card']),
  }),
  z.object({
    kind: z.literal('refund'),
    amount: z.int(),
    reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']),
  }),
]);
const asked = { organizationId, invoiceId: z.string(), requestId: z.string(), action };
const refusal = z.object({ code: z.string(), declineCode: z.string().nullable(), message: z.string() });
const difference = z.object({
  of: z.enum(['total', 'tax', 'amountRemaining']),
  expected: z.int(),
  stated: z.int(),
});

const state = { version: 1, data: observed };
const ofCreditNote = { version: 1, data: z.object({ organizationId, creditNote }) };
const ofRefund = { version: 1, data: z.object({ organizationId, refund }) };
const ofDispute = { version: 1, data: z.object({ organizationId, dispute }) };

/** Events of an invoice as they are stored. */
export const invoiceEvents: EventDefinitions<InvoiceEvent> = {
  InvoiceDrafted: state,
  InvoiceFinalized: state,
  InvoiceChanged: state,
  InvoicePaid: state,
  InvoiceVoided: state,
  InvoiceMarkedUncollectible: state,
  InvoicePaymentFailed: {
    version: 1,
    data: observed.extend({ afterPayment: z.boolean(), current: z.boolean().optional() }),
  },
  InvoicePaymentActionRequired: state,
  InvoiceDraftDropped: { version: 1, data: z.object({ organizationId, invoiceId: z.string() }) },
  InvoiceTotalsMismatched: {
    version: 1,
    data: z.object({ organizationId, invoiceId: z.string(), differences: z.array(difference) }),
  },
  CreditNoteIssued: ofCreditNote,
  CreditNoteVoided: ofCreditNote,
  RefundStarted: ofRefund,
  RefundSucceeded: ofRefund,
  RefundFailed: ofRefund,
  DisputeOpened: ofDispute,
  DisputeChanged: ofDispute,
  DisputeClosed: ofDispute,
  InvoiceActionRequested: { version: 1, data: z.object(asked) },
  InvoiceActionDone: { version: 1, data: z.object({ ...asked, reference: z.string().nullable() }) },
  InvoiceActionRefused: { version: 1, data: z.object({ ...asked, refusal }) },
};
