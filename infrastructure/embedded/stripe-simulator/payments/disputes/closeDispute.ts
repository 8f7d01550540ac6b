import type { Context } from '../../account/context.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import type { Stored } from '../../store/storedObjects.js';
import { recordMovement } from '../charges/recordCharge.js';
import { referenceId } from '../referenceId.js';
import { DISPUTE_FEE } from './disputeObject.js';

const CLOSED = new Set(['lost', 'prevented', 'warning_closed', 'won']);

export const isClosed = ({ status }: Pick<Stored<'dispute'>, 'status'>): boolean => CLOSED.has(status);

/**
 * The bank decides: `won` gives the money back to the account, `lost` leaves it with the holder.
 * @throws StripeError 400 when it has decided already
 */
export function closeDispute(context: Context, id: string, result: 'lost' | 'won'): Stored<'dispute'> {
  const before = context.inPath('dispute', id);
  if (isClosed(before)) throw invalidRequest(`This dispute is already closed: it is ${before.status}.`);
  context.cancel(`dispute:${id}`);
  const charge = context.inPath('charge', referenceId(before.charge) ?? '');
  const back =
    result === 'won'
      ? recordMovement(context, {
          amount: before.amount,
          currency: before.currency,
          description: `Chargeback reversal for ${charge.id}`,
          fee: -DISPUTE_FEE,
          reportingCategory: 'dispute_reversal',
          source: id,
          type: 'adjustment',
        })
      : undefined;
  const after = context.store.update('dispute', id, {
    balance_transactions: back ? [...before.balance_transactions, back] : before.balance_transactions,
    is_charge_refundable: result === 'won',
    status: result,
  });
  if (back) context.emit('charge.dispute.funds_reinstated', after);
  context.emitChange('charge.dispute.closed', before, after);
  return after;
}

/** The time to answer is over: without an answer the holder has won, with one the bank goes on looking. */
export function disputeIsDue(context: Context, id: string): void {
  const dispute = context.store.get('dispute', id);
  if (dispute?.status === 'needs_response') closeDispute(context, id, 'lost');
}
