import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const request = z.object({
  requestId: z.string(),
  kind: z.string(),
  status: z.enum(['open', 'succeeded', 'refused']),
  subscriptionId: z.string().nullable(),
  paymentMethodId: z.string().nullable(),
  clientSecret: z.string().nullable(),
  url: z.string().nullable(),
  code: z.string().nullable(),
  declineCode: z.string().nullable(),
  message: z.string().nullable(),
  requestedAt: z.string(),
  completedAt: z.string().nullable(),
  completedPosition: z.bigint().nullable(),
});
export type BillingRequestRow = z.infer<typeof request>;

/** A request of the organization; undefined when it has none by that id. */
export async function billingRequestById(
  db: CommonQueryMethods,
  organizationId: string,
  requestId: string,
): Promise<BillingRequestRow | undefined> {
  const found = await db.maybeOne(sql.type(request)`
    SELECT request_id AS "requestId", kind, status, subscription_id AS "subscriptionId",
      payment_method_id AS "paymentMethodId", client_secret AS "clientSecret", url, code, decline_code AS "declineCode",
      message, requested_at AS "requestedAt", completed_at AS "completedAt", completed_position AS "completedPosition"
    FROM billing.requests
    WHERE organization_id = ${organizationId} AND request_id = ${requestId}`);
  return found ?? undefined;
}
