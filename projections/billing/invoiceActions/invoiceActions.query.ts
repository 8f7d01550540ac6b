import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const action = z.object({
  requestId: z.string(),
  kind: z.string(),
  amount: z.bigint().transform(Number).nullable(),
  status: z.string(),
  reference: z.string().nullable(),
  refusalCode: z.string().nullable(),
  refusalMessage: z.string().nullable(),
  requestedAt: z.string(),
  answeredAt: z.string().nullable(),
});
export type InvoiceActionItem = z.infer<typeof action>;

/** What was asked to be done to one invoice, oldest first. */
export const actionsOfInvoice = (
  db: CommonQueryMethods,
  organizationId: string,
  invoiceId: string,
): Promise<readonly InvoiceActionItem[]> =>
  db.any(sql.type(action)`
    SELECT request_id AS "requestId", kind, amount, status, reference, refusal_code AS "refusalCode",
      refusal_message AS "refusalMessage", requested_at AS "requestedAt", answered_at AS "answeredAt"
    FROM billing.invoice_actions WHERE organization_id = ${organizationId} AND invoice_id = ${invoiceId}
    ORDER BY requested_at, request_id`);
