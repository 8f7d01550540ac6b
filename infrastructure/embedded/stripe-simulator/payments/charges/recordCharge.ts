import type { Context } from '../../account/context.js';
import type { Stored } from '../../store/storedObjects.js';
import { referenceId } from '../referenceId.js';
import { type BalanceMovement, balanceTransactionObject, chargeFee } from './balanceTransactionObject.js';
import { type ChargeTerms, chargeObject } from './chargeObject.js';

/** Writes a movement of the account's balance. */
export const recordMovement = (context: Context, movement: Omit<BalanceMovement, 'created' | 'id'>) =>
  context.store.put(
    'balance_transaction',
    balanceTransactionObject({ ...movement, id: context.newId('txn'), created: context.now() }),
  );

/** Writes the movement that captured money makes. */
export const recordIncome = (
  context: Context,
  charge: Pick<Stored<'charge'>, 'id' | 'currency' | 'description'>,
  amount: number,
) =>
  recordMovement(context, {
    amount,
    currency: charge.currency,
    description: charge.description,
    fee: chargeFee(amount),
    reportingCategory: 'charge',
    source: charge.id,
    type: 'charge',
  });

type Try = Readonly<{
  intent: Stored<'payment_intent'>;
  method: Stored<'payment_method'>;
  result: ChargeTerms['result'];
  authenticated: boolean;
}>;

/** Writes what one try to take money did, with the account's income when it was captured; tells nobody. */
export function recordCharge(context: Context, { intent, method, result, authenticated }: Try): Stored<'charge'> {
  const id = context.newId('ch');
  const named = { id, currency: intent.currency, description: intent.description };
  const income = result === 'captured' ? recordIncome(context, named, intent.amount) : null;
  return context.store.put(
    'charge',
    chargeObject({
      ...named,
      created: context.now(),
      amount: intent.amount,
      customer: referenceId(intent.customer),
      paymentIntent: intent.id,
      paymentMethod: method,
      metadata: intent.metadata,
      result,
      authenticated,
      balanceTransaction: income?.id ?? null,
    }),
  );
}
