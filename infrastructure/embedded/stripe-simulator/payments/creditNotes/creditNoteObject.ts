import type { Context } from '../../account/context.js';
import { mergedMetadata } from '../../http/parameters.js';
import type { Stored } from '../../store/storedObjects.js';
import { referenceId } from '../referenceId.js';
import type { CreditNoteWish } from './creditNoteParameters.js';
import type { CreditNoteTerms } from './creditNoteTerms.js';

const typeOf = ({ prePayment, postPayment }: CreditNoteTerms['split']): Stored<'credit_note'>['type'] =>
  prePayment > 0 && postPayment > 0 ? 'mixed' : prePayment > 0 ? 'pre_payment' : 'post_payment';

function numberOf({ store }: Context, { id, number }: Stored<'invoice'>): string {
  const count = store.where('credit_note', 'invoice', id).length + 1;
  return `${number ?? id}-CN-${String(count).padStart(2, '0')}`;
}

/** A credit note that has had no effect yet, in the shape of docs.stripe.com/api/credit_notes/object. */
export function creditNoteObject(
  context: Context,
  terms: CreditNoteTerms,
  wish: CreditNoteWish,
): Stored<'credit_note'> {
  const { invoice, totals, split } = terms;
  const id = context.newId('cn');
  const lines = terms.lines.map((line) => ({ ...line, id: context.newId('cnli') }));
  return {
    id,
    object: 'credit_note',
    amount: totals.total,
    amount_shipping: 0,
    created: context.now(),
    currency: invoice.currency,
    customer: referenceId(invoice.customer) ?? '',
    customer_account: null,
    customer_balance_transaction: null,
    discount_amount: totals.discount,
    discount_amounts: lines.flatMap((line) => line.discount_amounts),
    effective_at: wish.effective_at ?? context.now(),
    invoice: invoice.id,
    lines: { object: 'list', data: lines, has_more: false, url: `/v1/credit_notes/${id}/lines` },
    livemode: false,
    memo: wish.memo ?? null,
    metadata: mergedMetadata({}, wish.metadata),
    number: numberOf(context, invoice),
    out_of_band_amount: split.outOfBandAmount === 0 ? null : split.outOfBandAmount,
    pdf: `https://pay.stripe.com/credit_notes/${id}/pdf`,
    post_payment_amount: split.postPayment,
    pre_payment_amount: split.prePayment,
    pretax_credit_amounts: [],
    reason: wish.reason ?? null,
    refunds: terms.refunds.map(({ id: refund, amount }) => ({
      amount_refunded: amount,
      payment_record_refund: null,
      refund,
      type: 'refund',
    })),
    shipping_cost: null,
    status: 'issued',
    subtotal: totals.subtotal,
    subtotal_excluding_tax: totals.subtotalExcludingTax,
    total: totals.total,
    total_excluding_tax: totals.totalExcludingTax,
    total_taxes: totals.taxes,
    type: typeOf(split),
    voided_at: null,
  };
}
