import type { Context } from '../../account/context.js';
import type { Stored } from '../../store/storedObjects.js';
import { recordMovement } from '../charges/recordCharge.js';
import { clockOf } from '../ofCustomer.js';
import { referenceId } from '../referenceId.js';
import { DISPUTE_FEE, disputeObject } from './disputeObject.js';

type Opening = Readonly<{
  reason: string;
  /** Minor units; what the charge still holds unless given. */
  amount?: number;
}>;

/** The holder objects: the bank takes the money and a fee at once, and the account may answer until the due date. */
export function openDispute(
  context: Context,
  charge: Stored<'charge'>,
  { reason, amount }: Opening,
): Stored<'dispute'> {
  const id = context.newId('du');
  const disputed = amount ?? charge.amount_captured - charge.amount_refunded;
  const withdrawal = recordMovement(context, {
    amount: -disputed,
    currency: charge.currency,
    description: `Chargeback withdrawal for ${charge.id}`,
    fee: DISPUTE_FEE,
    reportingCategory: 'dispute',
    source: id,
    type: 'adjustment',
  });
  const dispute = context.store.put(
    'dispute',
    disputeObject({ id, created: context.now(), charge, amount: disputed, reason, withdrawal }),
  );
  context.store.update('charge', charge.id, { disputed: true });
  context.emit('charge.dispute.created', dispute);
  context.emit('charge.dispute.funds_withdrawn', dispute);
  const testClock = clockOf(context, referenceId(charge.customer));
  const due = dispute.evidence_details.due_by ?? context.now();
  context.schedule({ key: `dispute:${id}`, kind: 'dispute.due', at: due, testClock, data: { dispute: id } });
  return dispute;
}
