// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';
import type { InvoiceId, OrganizationId } from '../ids.js';
import type { CreditNoteSnapshot, DisputeSnapshot, RefundSnapshot } from './adjustments.js';
import type { ActionRefusal, InvoiceAction } from './invoiceAction.js';
import type { InvoiceSnapshot } from './invoiceSnapshot.js';
import type { TotalsDifference } from './invoiceTotals.js';

type InvoiceObserved = Readonly<{
  organizationId: OrganizationId;
  invoice: InvoiceSnapshot;
  /** When Stripe said so; whole seconds. */
  observedAt?: string | undefined;
}>;

export type InvoiceDrafted = Event<'InvoiceDrafted', InvoiceObserved>;
export type InvoiceFinalized = Event<'InvoiceFinalized', InvoiceObserved>;
/** Something changed that is not its status. */
export type InvoiceChanged = Event<'InvoiceChanged', InvoiceObserved>;
export type InvoicePaid = Event<'InvoicePaid', InvoiceObserved>;
export type InvoiceVoided = Event<'InvoiceVoided', InvoiceObserved>;
export type InvoiceMarkedUncollectible = Event<'InvoiceMarkedUncollectible', InvoiceObserved>;
export type InvoicePaymentFailed = Event<
  'InvoicePaymentFailed',
  {
    organizationId: OrganizationId;
    /** The invoice as it was when the attempt failed. */
    invoice: InvoiceSnapshot;
    /** True when the news came after the invoice had been paid: history, nothing to act on. */
    afterPayment: boolean;
    observedAt?: string | undefined;
    /** Whether nothing later was known of the invoice; absent in events of before 2026-11-24. */
    current?: boolean | undefined;
  }
>;
export type InvoicePaymentActionRequired = Event<'InvoicePaymentActionRequired', InvoiceObserved>;
export type InvoiceDraftDropped = Event<
  'InvoiceDraftDropped',
  { organizationId: OrganizationId; invoiceId: InvoiceId }
>;
/** An invoice contradicts itself: somebody has to look at it. */
export type InvoiceTotalsMismatched = Event<
  'InvoiceTotalsMismatched',
  { organizationId: OrganizationId; invoiceId: InvoiceId; differences: readonly TotalsDifference[] }
>;

type CreditNoteObserved = Readonly<{ organizationId: OrganizationId; creditNote: CreditNoteSnapshot }>;
export type CreditNoteIssued = Event<'CreditNoteIssued', CreditNoteObserved>;
export type CreditNoteVoided = Event<'CreditNoteVoided', CreditNoteObserved>;
type RefundObserved = Readonly<{ organizationId: OrganizationId; refund: RefundSnapshot }>;
export type RefundStarted = Event<'RefundStarted', RefundObserved>;
export type RefundSucceeded = Event<'RefundSucceeded', RefundObserved>;
export type RefundFailed = Event<'RefundFailed', RefundObserved>;
type DisputeObserved = Readonly<{ organizationId: OrganizationId; dispute: DisputeSnapshot }>;
export type DisputeOpened = Event<'DisputeOpened', DisputeObserved>;
export type DisputeChanged = Event<'DisputeChanged', DisputeObserved>;
export type DisputeClosed = Event<'DisputeClosed', DisputeObserved>;

type Asked = Readonly<{ organizationId: OrganizationId; invoiceId: InvoiceId; requestId: string }>;
export type InvoiceActionRequested = Event<'InvoiceActionRequested', Asked & { action: InvoiceAction }>;
export type InvoiceActionDone = Event<
  'InvoiceActionDone',
  Asked & {
    action: InvoiceAction;
    /** Stripe's id of what came of it, such as a refund's. */
    reference: string | null;
  }
>;
export type InvoiceActionRefused = Event<
  'InvoiceActionRefused',
  Asked & { action: InvoiceAction; refusal: ActionRefusal }
>;

/** Events that carry the whole invoice as it is from then on. */
export type InvoiceStateEvent =
  | InvoiceDrafted
  | InvoiceFinalized
  | InvoiceChanged
  | InvoicePaid
  | InvoiceVoided
  | InvoiceMarkedUncollectible;
export type CreditNoteEvent = CreditNoteIssued | CreditNoteVoided;
export type RefundEvent = RefundStarted | RefundSucceeded | RefundFailed;
export type DisputeEvent = DisputeOpened | DisputeChanged | DisputeClosed;
export type InvoiceActionEvent = InvoiceActionRequested | InvoiceActionDone | InvoiceActionRefused;
export type InvoiceEvent =
  | InvoiceStateEvent
  | InvoicePaymentFailed
  | InvoicePaymentActionRequired
  | InvoiceDraftDropped
  | InvoiceTotalsMismatched
  | CreditNoteEvent
  | RefundEvent
  | DisputeEvent
  | InvoiceActionEvent;
