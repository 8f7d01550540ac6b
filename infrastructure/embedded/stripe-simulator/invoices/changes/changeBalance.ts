import type { Context } from '../../account/context.js';
import { customerBalanceTransactionObject } from '../../payments/balance/customerBalanceTransactionObject.js';
import type { Stored } from '../../store/storedObjects.js';

type Move = Readonly<{
  customer: string;
  /** Minor units; negative gives credit, positive is owed. */
  amount: number;
  currency: string;
  type: Stored<'customer_balance_transaction'>['type'];
  invoice?: string | null;
  creditNote?: string | null;
}>;

/** Moves a customer's balance and keeps the row that says why; nothing for an amount of 0. */
export function changeBalance(context: Context, { amount, ...move }: Move): void {
  if (amount === 0) return;
  const before = context.inPath('customer', move.customer);
  const after = context.store.update('customer', before.id, { balance: before.balance + amount });
  const row = { ...move, amount, id: context.newId('cbtxn'), created: context.now(), endingBalance: after.balance };
  context.store.put('customer_balance_transaction', customerBalanceTransactionObject(row));
  context.emitChange('customer.updated', before, after);
}
