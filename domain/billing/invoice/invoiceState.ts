import type { CreditNoteSnapshot, DisputeSnapshot, RefundSnapshot } from './adjustments.js';
import type { InvoiceAction } from './invoiceAction.js';
import type { ObservedInvoice } from './invoiceOrder.js';

/** An invoice as its events tell it; `known` is null until Stripe has described it. */
export type Invoice = Readonly<{
  /** Whose it is; null until Stripe has described it. */
  organizationId: string | null;
  known: ObservedInvoice | null;
  dropped: boolean;
  failedAttempts: readonly number[];
  /** Attempts for which the payer was asked to confirm. */
  actionsAsked: readonly number[];
  /** The differences last flagged, as text; empty when there were none yet. */
  flagged: string;
  creditNotes: Readonly<Record<string, CreditNoteSnapshot>>;
  refunds: Readonly<Record<string, RefundSnapshot>>;
  disputes: Readonly<Record<string, DisputeSnapshot>>;
  /** What people asked for and Stripe has not answered yet, by request. */
  pending: Readonly<Record<string, InvoiceAction>>;
  /** Requests that have been answered. */
  answered: readonly string[];
}>;

export const unknownInvoice: Invoice = {
  organizationId: null,
  known: null,
  dropped: false,
  failedAttempts: [],
  actionsAsked: [],
  flagged: '',
  creditNotes: {},
  refunds: {},
  disputes: {},
  pending: {},
  answered: [],
};
