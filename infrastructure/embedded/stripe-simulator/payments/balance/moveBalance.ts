import type { Context } from '../../account/context.js';
import type { Stored } from '../../store/storedObjects.js';
import { type BalanceMove, customerBalanceTransactionObject } from './customerBalanceTransactionObject.js';

/** Changes what a customer owes, and keeps the row that says why. */
export function moveBalance(
  context: Context,
  move: Omit<BalanceMove, 'created' | 'endingBalance' | 'id'>,
): Stored<'customer_balance_transaction'> {
  const before = context.inPath('customer', move.customer);
  const endingBalance = before.balance + move.amount;
  const row = customerBalanceTransactionObject({
    ...move,
    id: context.newId('cbtxn'),
    created: context.now(),
    endingBalance,
  });
  const currency = before.currency ?? move.currency;
  const after = context.store.update('customer', before.id, { balance: endingBalance, currency });
  context.store.put('customer_balance_transaction', row);
  context.emitChange('customer.updated', before, after);
  return row;
}
