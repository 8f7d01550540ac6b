import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const amount = z.bigint().transform(Number);
const dispute = z.object({
  disputeId: z.string(),
  status: z.string(),
  currency: z.string(),
  amount,
  withdrawn: amount,
  reason: z.string(),
  evidenceDueAt: z.string().nullable(),
  createdAt: z.string(),
});
export type Dispute = z.infer<typeof dispute>;

/** The disputes about one invoice's payments, oldest first. */
export const disputesOfInvoice = (
  db: CommonQueryMethods,
  organizationId: string,
  invoiceId: string,
): Promise<readonly Dispute[]> =>
  db.any(sql.type(dispute)`
    SELECT dispute_id AS "disputeId", status, currency, amount, withdrawn, reason, evidence_due_at AS "evidenceDueAt",
      created_at AS "createdAt"
    FROM billing.disputes WHERE organization_id = ${organizationId} AND invoice_id = ${invoiceId}
    ORDER BY created_at, dispute_id`);
