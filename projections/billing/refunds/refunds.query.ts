import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const amount = z.bigint().transform(Number);
const refund = z.object({
  refundId: z.string(),
  status: z.string(),
  currency: z.string(),
  amount,
  reason: z.string().nullable(),
  failureReason: z.string().nullable(),
  createdAt: z.string(),
});
export type Refund = z.infer<typeof refund>;

/** What was given back of one invoice's payments, oldest first. */
export const refundsOfInvoice = (
  db: CommonQueryMethods,
  organizationId: string,
  invoiceId: string,
): Promise<readonly Refund[]> =>
  db.any(sql.type(refund)`
    SELECT refund_id AS "refundId", status, currency, amount, reason, failure_reason AS "failureReason",
      created_at AS "createdAt"
    FROM billing.refunds WHERE organization_id = ${organizationId} AND invoice_id = ${invoiceId}
    ORDER BY created_at, refund_id`);
