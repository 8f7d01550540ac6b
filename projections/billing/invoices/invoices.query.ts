import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const amount = z.bigint().transform(Number);

const invoice = z.object({
  invoiceId: z.string(),
  subscriptionId: z.string().nullable(),
  number: z.string().nullable(),
  status: z.string(),
  currency: z.string(),
  subtotal: amount,
  tax: amount,
  total: amount,
  amountDue: amount,
  amountPaid: amount,
  amountRemaining: amount,
  attemptCount: z.number(),
  failedAttempts: z.number(),
  nextPaymentAttemptAt: z.string().nullable(),
  periodStart: z.string(),
  periodEnd: z.string(),
  createdAt: z.string(),
  paidAt: z.string().nullable(),
  customerId: z.string(),
  billingReason: z.string().nullable(),
  hostedInvoiceUrl: z.string().nullable(),
  dueAt: z.string().nullable(),
  finalizedAt: z.string().nullable(),
  voidedAt: z.string().nullable(),
  markedUncollectibleAt: z.string().nullable(),
  discount: amount,
  creditsApplied: amount,
  startingBalance: amount,
  endingBalance: amount.nullable(),
  creditedBeforePayment: amount,
  creditedAfterPayment: amount,
});
export type Invoice = z.infer<typeof invoice>;

const columns = sql.fragment`
  invoice_id AS "invoiceId", subscription_id AS "subscriptionId", number, status, currency, subtotal, tax, total,
  amount_due AS "amountDue", amount_paid AS "amountPaid", amount_remaining AS "amountRemaining",
  attempt_count AS "attemptCount", failed_attempts AS "failedAttempts", next_payment_attempt_at AS "nextPaymentAttemptAt",
  period_start AS "periodStart", period_end AS "periodEnd", created_at AS "createdAt", paid_at AS "paidAt",
  customer_id AS "customerId", billing_reason AS "billingReason", hosted_invoice_url AS "hostedInvoiceUrl", due_at AS "dueAt",
  finalized_at AS "finalizedAt", voided_at AS "voidedAt", marked_uncollectible_at AS "markedUncollectibleAt", discount,
  credits_applied AS "creditsApplied", starting_balance AS "startingBalance", ending_balance AS "endingBalance",
  credited_before_payment AS "creditedBeforePayment", credited_after_payment AS "creditedAfterPayment"`;

/** The place of an invoice in its organization's list, newest first. */
export type InvoicePlace = Readonly<{ createdAt: string; invoiceId: string }>;
export type InvoiceList = Readonly<{ limit: number; after?: InvoicePlace | undefined; status?: string | undefined }>;

/** The organization's invoices, newest first. */
export function listInvoices(
  db: CommonQueryMethods,
  organizationId: string,
  list: InvoiceList,
): Promise<readonly Invoice[]> {
  const { limit, after, status } = list;
  const ofStatus = status === undefined ? sql.fragment`TRUE` : sql.fragment`status = ${status}`;
  const further = after
    ? sql.fragment`(created_at, invoice_id) < (${after.createdAt}::timestamptz, ${after.invoiceId})`
    : sql.fragment`TRUE`;
  return db.any(sql.type(invoice)`
    SELECT ${columns} FROM billing.invoices
    WHERE organization_id = ${organizationId} AND ${ofStatus} AND ${further}
    ORDER BY created_at DESC, invoice_id DESC LIMIT ${limit}`);
}

/** One invoice of the organization; undefined also when it belongs to another. */
export async function invoiceById(
  db: CommonQueryMethods,
  organizationId: string,
  invoiceId: string,
): Promise<Invoice | undefined> {
  const found = await db.maybeOne(sql.type(invoice)`
    SELECT ${columns} FROM billing.invoices WHERE organization_id = ${organizationId} AND invoice_id = ${invoiceId}`);
  return found ?? undefined;
}
