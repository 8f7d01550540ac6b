import type { Recorded } from '../../../application/events/recordedEvent.js';
import type { BalanceTransaction } from '../../../domain/billing/stripeCustomer/customerSnapshot.js';
import type { CustomerBalanceMoved } from '../../../domain/billing/stripeCustomer/stripeCustomer.events.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type BalanceTransactionRow = BalanceTransaction &
  Readonly<{ customerId: string; organizationId: string; position: bigint }>;

/** One row per movement of a customer's balance. */
export const balanceTransactionsProjector = postgresProjector<CustomerBalanceMoved, BalanceTransactionRow>({
  name: 'billing.balance_transactions',
  version: 1,
  tableSql: tableSql(import.meta.url, 'balanceTransactions'),
  key: 'transactionId',
  on: {
    CustomerBalanceMoved: row(
      ({ data }: Recorded<CustomerBalanceMoved>) => data.transaction.transactionId,
      (_, { data: { transaction, customerId, organizationId }, position }) => ({
        ...transaction,
        customerId,
        organizationId,
        position,
      }),
    ),
  },
});
