import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const amount = z.bigint().transform(Number);
const creditNote = z.object({
  creditNoteId: z.string(),
  invoiceId: z.string(),
  number: z.string(),
  status: z.string(),
  currency: z.string(),
  total: amount,
  tax: amount,
  beforePayment: amount,
  afterPayment: amount,
  reason: z.string().nullable(),
  createdAt: z.string(),
  voidedAt: z.string().nullable(),
});
export type CreditNote = z.infer<typeof creditNote>;

/** The credit notes of one invoice, oldest first. */
export const creditNotesOfInvoice = (
  db: CommonQueryMethods,
  organizationId: string,
  invoiceId: string,
): Promise<readonly CreditNote[]> =>
  db.any(sql.type(creditNote)`
    SELECT credit_note_id AS "creditNoteId", invoice_id AS "invoiceId", number, status, currency, total, tax,
      before_payment AS "beforePayment", after_payment AS "afterPayment", reason, created_at AS "createdAt",
      voided_at AS "voidedAt"
    FROM billing.credit_notes WHERE organization_id = ${organizationId} AND invoice_id = ${invoiceId}
    ORDER BY created_at, credit_note_id`);
