import type { Command } from '../../command.js';
import type { InvoiceId, OrganizationId } from '../ids.js';
import type { CreditNoteSnapshot, DisputeSnapshot, RefundSnapshot } from './adjustments.js';
import type { ActionRefusal, InvoiceAction } from './invoiceAction.js';
import type { InvoiceSnapshot } from './invoiceSnapshot.js';

type Observed = Readonly<{
  organizationId: OrganizationId;
  invoice: InvoiceSnapshot;
  /** When Stripe said so; whole seconds. */
  observedAt?: string;
}>;

/** Whether a snapshot was read from Stripe just now, and so overrules whatever is known. */
type Fetched = Readonly<{ fetched: boolean }>;

/** Stripe described an invoice: brings ours into line with it, whatever order descriptions arrive in. */
export type SyncInvoice = Command<'SyncInvoice', Observed & Fetched>;
export type RecordInvoicePaid = Command<'RecordInvoicePaid', Observed>;
export type RecordInvoicePaymentFailed = Command<'RecordInvoicePaymentFailed', Observed>;
/** The bank wants the payer to confirm a payment (3-D Secure). */
export type RecordPaymentActionRequired = Command<'RecordPaymentActionRequired', Observed>;
/** A draft is no more; one that was finalized cannot be deleted. */
export type DropInvoiceDraft = Command<'DropInvoiceDraft', { organizationId: OrganizationId; invoiceId: InvoiceId }>;

export type RecordCreditNote = Command<
  'RecordCreditNote',
  { organizationId: OrganizationId; creditNote: CreditNoteSnapshot } & Fetched
>;
export type RecordRefund = Command<
  'RecordRefund',
  { organizationId: OrganizationId; refund: RefundSnapshot } & Fetched
>;
export type RecordDispute = Command<
  'RecordDispute',
  { organizationId: OrganizationId; dispute: DisputeSnapshot } & Fetched
>;

type Asked = Readonly<{ organizationId: OrganizationId; invoiceId: InvoiceId; requestId: string }>;
export type RequestInvoiceAction = Command<'RequestInvoiceAction', Asked & { action: InvoiceAction }>;
export type RecordInvoiceActionDone = Command<'RecordInvoiceActionDone', Asked & { reference: string | null }>;
export type RecordInvoiceActionRefused = Command<'RecordInvoiceActionRefused', Asked & { refusal: ActionRefusal }>;

export type InvoiceCommand =
  | SyncInvoice
  | RecordInvoicePaid
  | RecordInvoicePaymentFailed
  | RecordPaymentActionRequired
  | DropInvoiceDraft
  | RecordCreditNote
  | RecordRefund
  | RecordDispute
  | RequestInvoiceAction
  | RecordInvoiceActionDone
  | RecordInvoiceActionRefused;

export type InvoiceRejection =
  | 'INVOICE_UNKNOWN'
  | 'INVOICE_NOT_OPEN'
  | 'INVOICE_NOT_PAID'
  | 'INVOICE_NOT_FINALIZED'
  | 'INVOICE_ACTION_PENDING'
  | 'AMOUNT_BELOW_ONE'
  | 'INVALID_AMOUNT'
  | 'CREDIT_EXCEEDS_INVOICE'
  | 'REFUND_EXCEEDS_CHARGE';
