import type { Stored } from '../../store/storedObjects.js';

const DAY_S = 86_400;
/** The card tariff of this account: 2.9 % and 30 minor units for each charge. */
const FEE_PER_MILLE = 29;
const FEE_FIXED = 30;

/** The fee of a charge, in minor units, half a unit rounded up. */
export const chargeFee = (amount: number): number => Math.floor((amount * FEE_PER_MILLE + 500) / 1000) + FEE_FIXED;

export type BalanceMovement = Readonly<{
  id: string;
  created: number;
  currency: string;
  /** Minor units; negative when money leaves the account. */
  amount: number;
  fee: number;
  type: 'adjustment' | 'charge' | 'refund' | 'refund_failure';
  reportingCategory: string;
  description: string | null;
  source: string;
}>;

/** A movement of the account's balance, in the shape of docs.stripe.com/api/balance_transactions/object. */
export const balanceTransactionObject = (movement: BalanceMovement): Stored<'balance_transaction'> => ({
  id: movement.id,
  object: 'balance_transaction',
  amount: movement.amount,
  available_on: movement.created + 2 * DAY_S,
  balance_type: 'payments',
  created: movement.created,
  currency: movement.currency,
  description: movement.description,
  exchange_rate: null,
  fee: movement.fee,
  fee_details:
    movement.fee === 0
      ? []
      : [
          {
            amount: movement.fee,
            application: null,
            currency: movement.currency,
            description: 'Stripe processing fees',
            type: 'stripe_fee',
          },
        ],
  net: movement.amount - movement.fee,
  reporting_category: movement.reportingCategory,
  source: movement.source,
  status: 'pending',
  type: movement.type,
});
