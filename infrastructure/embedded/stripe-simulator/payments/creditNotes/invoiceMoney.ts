import type { Context } from '../../account/context.js';
import type { Stored } from '../../store/storedObjects.js';
import { referenceId } from '../referenceId.js';

/** Refunds that sent nothing back in the end. */
const sentBack = ({ status }: Stored<'refund'>): boolean => status !== 'failed' && status !== 'canceled';

/** The charges that paid an invoice, oldest first. */
export function chargesOf({ store }: Context, invoice: string): Stored<'charge'>[] {
  const paid = store.where('invoice_payment', 'invoice', invoice).filter(({ status }) => status === 'paid');
  const intents = paid.map(({ payment }) => referenceId(payment.payment_intent ?? null) ?? '');
  const charges = intents.map((id) => referenceId(store.get('payment_intent', id)?.latest_charge ?? null) ?? '');
  return charges.flatMap((id) => store.get('charge', id) ?? []);
}

/** The notes of an invoice that count. */
export const notesOf = ({ store }: Context, invoice: string): Stored<'credit_note'>[] =>
  store.where('credit_note', 'invoice', invoice).filter(({ status }) => status === 'issued');

/** Refunds of an invoice's money that belong to no note. */
export function refundsApart(context: Context, invoice: string): Stored<'refund'>[] {
  const linked = new Set(
    notesOf(context, invoice).flatMap(({ refunds }) => refunds.map(({ refund }) => referenceId(refund))),
  );
  const refunds = chargesOf(context, invoice).flatMap(({ id }) => context.store.where('refund', 'charge', id));
  return refunds.filter((refund) => sentBack(refund) && !linked.has(refund.id));
}
