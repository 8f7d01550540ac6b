import type { Context } from '../../account/context.js';
import { invalidRequest, type StripeError } from '../../http/stripeErrors.js';
import type { Stored } from '../../store/storedObjects.js';
import { recordMovement } from '../charges/recordCharge.js';
import { isContested } from '../disputes/contested.js';
import { clockOf } from '../ofCustomer.js';
import { referenceId } from '../referenceId.js';
import { type RefundRefusal, refundableAmount, refundOf } from './refundable.js';
import { refundObject } from './refundObject.js';

const DAY_S = 86_400;
/** The bank confirms a refund to a card after some days. */
const DAYS_TO_SETTLE = 5;

type Wish = Readonly<{
  /** Minor units; what is left unless given. */
  amount?: number | undefined;
  reason?: Stored<'refund'>['reason'] | undefined;
  metadata?: Record<string, string>;
}>;

function refusalOf(charge: Stored<'charge'>, refusal: RefundRefusal): StripeError {
  switch (refusal) {
    case 'ALREADY_REFUNDED':
      return invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
    case 'DISPUTED':
      return invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
        code: 'charge_disputed',
      });
    case 'BELOW_ONE':
      return invalidRequest('The amount must be greater than or equal to 1.', { param: 'amount' });
    case 'TOO_MUCH':
      return invalidRequest(`The amount is greater than what is left on the charge (${refundableAmount(charge)}).`, {
        param: 'amount',
      });
    case 'NOT_PAID':
      return invalidRequest(`Charge ${charge.id} was not paid; there is nothing to refund.`);
  }
}

/**
 * Sends money back to the card it came from (docs.stripe.com/api/refunds/create).
 * @throws StripeError 400 when it is more than is left, when nothing is left, and while the charge is disputed
 */
export function refundCharge(context: Context, charge: Stored<'charge'>, wish: Wish): Stored<'refund'> {
  const answer = refundOf(charge, wish.amount, isContested(context, charge.id));
  if ('refusal' in answer) throw refusalOf(charge, answer.refusal);
  const id = context.newId('re');
  const movement = recordMovement(context, {
    amount: -answer.amount,
    currency: charge.currency,
    description: `REFUND FOR CHARGE${charge.description ? ` (${charge.description})` : ''}`,
    fee: 0,
    reportingCategory: 'refund',
    source: id,
    type: 'refund',
  });
  const refund = context.store.put(
    'refund',
    refundObject({
      id,
      created: context.now(),
      amount: answer.amount,
      charge,
      balanceTransaction: movement.id,
      reason: wish.reason ?? null,
      metadata: wish.metadata ?? {},
    }),
  );
  context.emit('refund.created', refund);
  const refunded = charge.amount_refunded + answer.amount;
  const after = context.store.update('charge', charge.id, {
    amount_refunded: refunded,
    refunded: refunded === charge.amount_captured,
  });
  context.emitChange('charge.refunded', charge, after);
  context.schedule({
    key: `refund:${id}`,
    kind: 'refund.settle',
    at: context.now() + DAYS_TO_SETTLE * DAY_S,
    testClock: clockOf(context, referenceId(charge.customer)),
    data: { refund: id },
  });
  return refund;
}

/** The bank confirms a refund: it has a reference now that the customer's bank can find. */
export function settleRefund(context: Context, id: string): void {
  const before = context.store.get('refund', id);
  if (before?.status !== 'succeeded') return;
  const reference = id.slice(-12).toUpperCase();
  const after = context.store.update('refund', id, {
    destination_details: {
      card: { reference, reference_status: 'available', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
  });
  context.emitChange('refund.updated', before, after);
  context.emitChange('charge.refund.updated', before, after);
}

/**
 * The bank sends a refund's money back: the account has it again, and the charge too.
 * @throws StripeError 400 when it failed already
 */
export function failRefund(context: Context, id: string, reason: string): Stored<'refund'> {
  const before = context.inPath('refund', id);
  if (before.status === 'failed' || before.status === 'canceled')
    throw invalidRequest('The refund has failed already.');
  context.cancel(`refund:${id}`);
  const movement = recordMovement(context, {
    amount: before.amount,
    currency: before.currency,
    description: `REFUND FAILURE (${id})`,
    fee: 0,
    reportingCategory: 'refund_failure',
    source: id,
    type: 'refund_failure',
  });
  const failure = { failure_balance_transaction: movement.id, failure_reason: reason, status: 'failed' };
  const after = context.store.update('refund', id, failure);
  const charge = context.inPath('charge', referenceId(before.charge) ?? '');
  const left = charge.amount_refunded - before.amount;
  const restored = context.store.update('charge', charge.id, { amount_refunded: left, refunded: false });
  context.emit('refund.failed', after);
  context.emitChange('refund.updated', before, after);
  context.emitChange('charge.refund.updated', before, after);
  context.emitChange('charge.updated', charge, restored);
  return after;
}
