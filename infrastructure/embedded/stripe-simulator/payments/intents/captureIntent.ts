import type { Context } from '../../account/context.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import type { Stored } from '../../store/storedObjects.js';
import { recordIncome } from '../charges/recordCharge.js';
import { referenceId } from '../referenceId.js';
import { unexpectedState } from './confirmIntent.js';
import { mayMove, received } from './intentMoves.js';

/**
 * Takes the money that a card holds ready; what is not taken is let go.
 * @param amount minor units; all of it unless given
 * @throws StripeError 400 when nothing is held, or not that much
 */
export function captureIntent(
  context: Context,
  intent: Stored<'payment_intent'>,
  amount: number = intent.amount_capturable,
): Stored<'payment_intent'> {
  if (!mayMove('capture', intent)) throw unexpectedState(intent, 'capture');
  if (amount < 1 || amount > intent.amount_capturable) {
    const message = `The amount to capture must be between 1 and ${intent.amount_capturable}.`;
    throw invalidRequest(message, { code: 'amount_too_large', param: 'amount_to_capture' });
  }
  const authorized = context.inPath('charge', referenceId(intent.latest_charge) ?? '');
  const income = recordIncome(context, authorized, amount);
  const charge = context.store.update('charge', authorized.id, {
    amount_captured: amount,
    balance_transaction: income.id,
    captured: true,
  });
  context.emitChange('charge.captured', authorized, charge);
  const paid = context.store.put('payment_intent', received(intent, charge.id, amount));
  context.emit('payment_intent.succeeded', paid);
  return paid;
}
