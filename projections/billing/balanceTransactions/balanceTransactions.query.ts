import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const amount = z.bigint().transform(Number);
const transaction = z.object({
  transactionId: z.string(),
  customerId: z.string(),
  kind: z.string(),
  currency: z.string(),
  amount,
  endingBalance: amount,
  invoiceId: z.string().nullable(),
  creditNoteId: z.string().nullable(),
  description: z.string().nullable(),
  createdAt: z.string(),
  position: z.bigint(),
});
export type BalanceTransactionItem = z.infer<typeof transaction>;

/** Movements of the organization's balance, newest first, before a place in the log (exclusive). */
export function balanceTransactionsOf(
  db: CommonQueryMethods,
  organizationId: string,
  { limit, before }: Readonly<{ limit: number; before?: bigint | undefined }>,
): Promise<readonly BalanceTransactionItem[]> {
  const earlier = before === undefined ? sql.fragment`TRUE` : sql.fragment`position < ${before}`;
  return db.any(sql.type(transaction)`
    SELECT transaction_id AS "transactionId", customer_id AS "customerId", kind, currency, amount,
      ending_balance AS "endingBalance", invoice_id AS "invoiceId", credit_note_id AS "creditNoteId", description,
      created_at AS "createdAt", position
    FROM billing.balance_transactions WHERE organization_id = ${organizationId} AND ${earlier}
    ORDER BY position DESC LIMIT ${limit}`);
}
