import type { Context } from '../../account/context.js';
import { invalidRequest, type StripeError } from '../../http/stripeErrors.js';
import type { Stored } from '../../store/storedObjects.js';
import { type CreditRefusal, type CreditSplit, creditSplit } from './creditable.js';
import { creditNoteLine, type LineRefusal, noteTotals } from './creditNoteLines.js';
import type { CreditNoteWish } from './creditNoteParameters.js';
import { refundsApart } from './invoiceMoney.js';

type Line = Exclude<ReturnType<typeof creditNoteLine>, string>;

/** A note worked out and allowed, nothing written. */
export type CreditNoteTerms = Readonly<{
  invoice: Stored<'invoice'>;
  lines: readonly Line[];
  totals: ReturnType<typeof noteTotals>;
  split: CreditSplit;
  /** Refunds made before that the note takes in. */
  refunds: readonly Readonly<{ id: string; amount: number }>[];
}>;

function lineRefusal(refusal: LineRefusal, at: number): StripeError {
  switch (refusal) {
    case 'LINE_NOT_FOUND':
      return invalidRequest('The line is not one of the invoice.', {
        code: 'resource_missing',
        param: `lines[${at}][invoice_line_item]`,
      });
    case 'LINE_AMOUNT_MISSING':
      return invalidRequest('A custom line needs an amount or a unit_amount.', { param: `lines[${at}][unit_amount]` });
    case 'LINE_BELOW_ONE':
      return invalidRequest('The amount of a line must be at least 1.', { param: `lines[${at}][amount]` });
    case 'LINE_TOO_MUCH':
      return invalidRequest('The line credits more than the invoice line has.', { param: `lines[${at}][amount]` });
  }
}

function creditRefusal(refusal: CreditRefusal): StripeError {
  switch (refusal) {
    case 'NOT_FINAL':
      return invalidRequest('Credit notes can only be made for open or paid invoices.', { param: 'invoice' });
    case 'BELOW_ONE':
      return invalidRequest('The amount of a credit note must be at least 1.', { param: 'amount' });
    case 'TOO_MUCH':
      return invalidRequest('The credit note amount exceeds what may still be credited of the invoice.', {
        param: 'amount',
      });
    case 'PARTS_DIFFER':
      return invalidRequest(
        'The sum of refund_amount, credit_amount, out_of_band_amount and refunds must equal the amount after payment.',
        { param: 'refund_amount' },
      );
  }
}

/**
 * Works out what a note credits and how it is given back.
 * @throws StripeError 400 where Stripe refuses the note
 */
export function creditNoteTerms(context: Context, wish: CreditNoteWish): CreditNoteTerms {
  const invoice = context.inParameter('invoice', wish.invoice, 'invoice');
  if ((wish.amount === undefined) === (wish.lines === undefined)) {
    throw invalidRequest('You must specify exactly one of: amount, lines.', { param: 'amount' });
  }
  const wishes = wish.lines ?? [{ type: 'custom_line_item', amount: wish.amount } as const];
  const lines = wishes.map((each, at) => {
    const line = creditNoteLine(each, invoice.lines.data);
    if (typeof line === 'string') throw wish.lines ? lineRefusal(line, at) : creditRefusal('BELOW_ONE');
    return line;
  });
  const totals = noteTotals(lines);
  const apart = refundsApart(context, invoice.id);
  const refunds = (wish.refunds ?? []).map(({ refund: id, amount_refunded: amount }, at) => {
    const refund = apart.find((one) => one.id === id);
    const param = `refunds[${at}][refund]`;
    if (!refund) throw invalidRequest('The refund is not one of the invoice, or belongs to a note.', { param });
    if (amount !== undefined && amount !== refund.amount) {
      throw invalidRequest('A refund belongs to one note as a whole.', { param: `refunds[${at}][amount_refunded]` });
    }
    return { id, amount: refund.amount };
  });
  const sum = (all: readonly Readonly<{ amount: number }>[]) => all.reduce((total, { amount }) => total + amount, 0);
  const answer = creditSplit(invoice, {
    total: totals.total,
    refundAmount: wish.refund_amount,
    creditAmount: wish.credit_amount,
    outOfBandAmount: wish.out_of_band_amount,
    refunded: sum(refunds),
    refundedApart: sum(apart) - sum(refunds),
  });
  if ('refusal' in answer) throw creditRefusal(answer.refusal);
  return { invoice, lines, totals, split: answer.split, refunds };
}
