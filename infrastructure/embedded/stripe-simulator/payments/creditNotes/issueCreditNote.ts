import type { Context } from '../../account/context.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import { settleOpenInvoice } from '../../invoices/payInvoice.js';
import type { Stored } from '../../store/storedObjects.js';
import { moveBalance } from '../balance/moveBalance.js';
import { openInvoicePayment, prepareInvoicePayment } from '../invoicePayments.js';
import { clockOf } from '../ofCustomer.js';
import { referenceId } from '../referenceId.js';
import { refundableAmount } from '../refunds/refundable.js';
import { refundCharge } from '../refunds/refundCharge.js';
import { creditNoteObject } from './creditNoteObject.js';
import type { CreditNoteWish } from './creditNoteParameters.js';
import { type CreditNoteTerms, creditNoteTerms } from './creditNoteTerms.js';
import { chargesOf } from './invoiceMoney.js';

type Note = Stored<'credit_note'>;

/**
 * Credits an invoice: lowers what is owed, and gives back what was paid to the card or to the customer's balance.
 * @throws StripeError 400 where Stripe refuses the note, or where the card's money cannot go back
 */
export function issueCreditNote(context: Context, wish: CreditNoteWish): Note {
  const customer = referenceId(context.store.get('invoice', wish.invoice)?.customer ?? null);
  context.useClock(clockOf(context, customer));
  const terms = creditNoteTerms(context, wish);
  const draft = context.store.put('credit_note', creditNoteObject(context, terms, wish));
  const refund = refundPart(context, terms);
  const row = creditPart(context, terms, draft);
  const note = context.store.put('credit_note', {
    ...draft,
    customer_balance_transaction: row?.id ?? null,
    refunds: refund ? [...draft.refunds, refund] : draft.refunds,
  });
  context.emit('credit_note.created', note);
  lowerInvoice(context, terms.invoice.id, note.pre_payment_amount, note.post_payment_amount);
  return note;
}

/** Sends the note's refund back to the card that paid, the first that still holds so much. */
function refundPart(context: Context, { invoice, split }: CreditNoteTerms): Note['refunds'][number] | undefined {
  if (split.refundAmount === 0) return undefined;
  const charges = chargesOf(context, invoice.id);
  const charge = charges.find((one) => refundableAmount(one) >= split.refundAmount) ?? charges[0];
  if (!charge) throw invalidRequest('No card paid the invoice; nothing can be refunded.', { param: 'refund_amount' });
  const { id, amount } = refundCharge(context, charge, { amount: split.refundAmount });
  return { amount_refunded: amount, payment_record_refund: null, refund: id, type: 'refund' };
}

function creditPart(context: Context, { invoice, split }: CreditNoteTerms, note: Note) {
  if (split.creditAmount === 0) return undefined;
  return moveBalance(context, {
    amount: -split.creditAmount,
    currency: invoice.currency,
    customer: referenceId(invoice.customer) ?? '',
    creditNote: note.id,
    invoice: invoice.id,
    type: 'credit_note',
  });
}

/** Writes on the invoice what notes took from it; amounts in minor units, negative when a note is void again. */
export function lowerInvoice(context: Context, id: string, prePayment: number, postPayment: number): void {
  const before = context.inPath('invoice', id);
  const after = context.store.update('invoice', id, {
    amount_due: before.amount_due - prePayment,
    amount_remaining: before.amount_remaining - prePayment,
    post_payment_credit_notes_amount: before.post_payment_credit_notes_amount + postPayment,
    pre_payment_credit_notes_amount: before.pre_payment_credit_notes_amount + prePayment,
  });
  context.emitChange('invoice.updated', before, after);
  if (prePayment === 0) return;
  if (after.amount_remaining === 0) settleOpenInvoice(context, id);
  else if (openInvoicePayment(context, id)) prepareInvoicePayment(context, after);
}

/**
 * Takes a note back while its invoice is still owed.
 * @throws StripeError 400 when it gave back money, or is void already
 */
export function voidCreditNote(context: Context, id: string): Note {
  const before = context.inPath('credit_note', id);
  const invoice = context.inPath('invoice', referenceId(before.invoice) ?? '');
  context.useClock(clockOf(context, referenceId(before.customer)));
  if (before.status !== 'issued') throw invalidRequest('This credit note is void already.');
  if (invoice.status !== 'open' || before.post_payment_amount > 0) {
    throw invalidRequest('A credit note can only be voided while its invoice is open and nothing was given back.');
  }
  const after = context.store.update('credit_note', id, { status: 'void', voided_at: context.now() });
  context.emit('credit_note.voided', after);
  lowerInvoice(context, invoice.id, -before.pre_payment_amount, 0);
  return after;
}
