import type Stripe from 'stripe';
import type { Stored } from '../../store/storedObjects.js';

export type BalanceMove = Readonly<{
  id: string;
  created: number;
  /** Minor units: negative is credit the customer gets, positive is debt. */
  amount: number;
  currency: string;
  customer: string;
  type: Stripe.CustomerBalanceTransaction.Type;
  endingBalance: number;
  description?: string | null;
  metadata?: Stripe.Metadata;
  creditNote?: string | null;
  invoice?: string | null;
}>;

/** A change of what a customer owes, in the shape of docs.stripe.com/api/customer_balance_transactions/object. */
export const customerBalanceTransactionObject = (move: BalanceMove): Stored<'customer_balance_transaction'> => ({
  id: move.id,
  object: 'customer_balance_transaction',
  amount: move.amount,
  checkout_session: null,
  created: move.created,
  credit_note: move.creditNote ?? null,
  currency: move.currency,
  customer: move.customer,
  customer_account: null,
  description: move.description ?? null,
  ending_balance: move.endingBalance,
  invoice: move.invoice ?? null,
  livemode: false,
  metadata: move.metadata ?? {},
  type: move.type,
});
