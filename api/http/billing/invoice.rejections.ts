import type { InvoiceRejection } from '../../../domain/billing/invoice/invoice.commands.js';
import type { ProblemKind } from '../httpRefusals.js';

/** How what cannot be done to an invoice shows on the wire. */
export const invoiceRejections = {
  INVOICE_UNKNOWN: {
    status: 404,
    title: 'There is no such invoice',
    detail: 'Your organization has no invoice with this id.',
  },
  INVOICE_NOT_OPEN: {
    status: 409,
    title: 'The invoice is not open',
    detail: 'Only an invoice that is finalized and neither paid nor void can be paid or voided.',
  },
  INVOICE_NOT_PAID: {
    status: 409,
    title: 'The invoice has not been paid',
    detail: 'There is no payment to give back. An open invoice can be credited or voided.',
  },
  INVOICE_NOT_FINALIZED: {
    status: 409,
    title: 'The invoice cannot be credited',
    detail: 'Only an open or a paid invoice can be credited.',
  },
  INVOICE_ACTION_PENDING: {
    status: 409,
    title: 'Another request for this invoice is under way',
    detail: 'Nothing was changed. Read the invoice to see what came of the earlier request.',
  },
  AMOUNT_BELOW_ONE: {
    status: 422,
    title: 'The amount is too small',
    detail: 'An amount is a whole number of minor units and at least 1.',
  },
  INVALID_AMOUNT: {
    status: 422,
    title: 'The currency has no such amount',
    detail:
      'Amounts are whole minor units of the currency: JPY has no others, ISK and UGX are charged in hundreds of them, BHD, JOD, KWD, OMR and TND in tens.',
  },
  CREDIT_EXCEEDS_INVOICE: {
    status: 409,
    title: 'More than the invoice would be credited',
    detail: 'All credit notes of an invoice together are at most its total; requests under way count.',
  },
  REFUND_EXCEEDS_CHARGE: {
    status: 409,
    title: 'More than was paid would be given back',
    detail: 'All refunds of an invoice together are at most what was paid for it; requests under way count.',
  },
} satisfies Record<InvoiceRejection, ProblemKind>;
