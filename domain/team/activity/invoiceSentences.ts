import type { InvoiceEvent, InvoicePaid } from '../../billing/invoice/invoice.events.js';
import { writtenMoney } from '../../writtenMoney.js';
import { does, happened, type Telling, type Told } from './told.js';

type Sentences = { readonly [T in InvoiceEvent['type']]: Telling<Extract<InvoiceEvent, { type: T }>['data']> };
type Invoice = InvoicePaid['data']['invoice'];

const named = (number: string | null): string => (number === null ? 'An invoice' : `Invoice ${number}`);
const of = ({ number, total, currency }: Invoice, what: string): Told =>
  happened`${named(number)} over ${writtenMoney({ amount: total, currency })} ${what}`;
const amountOf = ({ amount, currency }: { amount: number; currency: string }): string =>
  writtenMoney({ amount, currency });

const actions = { pay: 'pay', void: 'void', credit: 'credit', refund: 'refund' } as const;
const wishes = {
  pay: 'Paying an invoice',
  void: 'Voiding an invoice',
  credit: 'Crediting an invoice',
  refund: 'Refunding an invoice',
} as const;

/** What is told of invoices, and of the money given back or held back. */
export const invoiceSentences: Sentences = {
  InvoiceDrafted: ({ invoice }) => of(invoice, 'was drafted'),
  InvoiceFinalized: ({ invoice }) => of(invoice, 'was issued'),
  InvoiceChanged: ({ invoice }) => of(invoice, 'changed'),
  InvoicePaid: ({ invoice }) => of(invoice, 'was paid'),
  InvoiceVoided: ({ invoice }) => of(invoice, 'was voided'),
  InvoiceMarkedUncollectible: ({ invoice }) => of(invoice, 'was written off'),
  InvoicePaymentFailed: ({ invoice }) => of(invoice, 'could not be collected'),
  InvoicePaymentActionRequired: ({ invoice }) => of(invoice, 'waits for the bank’s confirmation'),
  InvoiceDraftDropped: ({ invoiceId }) => happened`The draft invoice ${invoiceId} was dropped`,
  InvoiceTotalsMismatched: ({ invoiceId }) =>
    happened`The sums of invoice ${invoiceId} do not come out; it is being looked at`,
  CreditNoteIssued: ({ creditNote: { number, total, currency } }) =>
    happened`Credit note ${number} over ${writtenMoney({ amount: total, currency })} was issued`,
  CreditNoteVoided: ({ creditNote: { number } }) => happened`Credit note ${number} was voided`,
  RefundStarted: ({ refund }) => happened`A refund of ${amountOf(refund)} was started`,
  RefundSucceeded: ({ refund }) => happened`${amountOf(refund)} were refunded`,
  RefundFailed: ({ refund }) => happened`A refund of ${amountOf(refund)} failed`,
  DisputeOpened: ({ dispute }) => happened`A payment of ${amountOf(dispute)} was disputed with the bank`,
  DisputeChanged: ({ dispute }) => happened`The dispute over ${amountOf(dispute)} is now: ${dispute.status}`,
  DisputeClosed: ({ dispute }) => happened`The dispute over ${amountOf(dispute)} ended: ${dispute.status}`,
  InvoiceActionRequested: ({ invoiceId, action }) => does`asked to ${actions[action.kind]} invoice ${invoiceId}`,
  InvoiceActionDone: ({ action }) => happened`${wishes[action.kind]} was done`,
  InvoiceActionRefused: ({ action, refusal }) => happened`${wishes[action.kind]} was refused: ${refusal.message}`,
};
