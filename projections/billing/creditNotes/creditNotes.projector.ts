import type { CreditNoteSnapshot } from '../../../domain/billing/invoice/adjustments.js';
import type { CreditNoteEvent } from '../../../domain/billing/invoice/invoice.events.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type CreditNoteRow = CreditNoteSnapshot & Readonly<{ organizationId: string }>;

const observed = row<CreditNoteEvent, CreditNoteRow>(
  ({ data }) => data.creditNote.creditNoteId,
  (_, { data }) => ({ ...data.creditNote, organizationId: data.organizationId }),
);

/** One row per credit note: what Stripe last said of it. */
export const creditNotesProjector = postgresProjector<CreditNoteEvent, CreditNoteRow>({
  name: 'billing.credit_notes',
  version: 1,
  tableSql: tableSql(import.meta.url, 'creditNotes'),
  key: 'creditNoteId',
  on: { CreditNoteIssued: observed, CreditNoteVoided: observed },
});
