import type { Recorded } from '../../../application/events/recordedEvent.js';
import type { InvoiceActionEvent } from '../../../domain/billing/invoice/invoice.events.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type InvoiceActionRow = Readonly<{
  requestId: string;
  organizationId: string;
  invoiceId: string;
  kind: string;
  amount: number | null;
  status: 'pending' | 'done' | 'refused';
  reference: string | null;
  refusalCode: string | null;
  refusalMessage: string | null;
  requestedAt: string;
  answeredAt: string | null;
}>;

const change = row<Recorded<InvoiceActionEvent>, InvoiceActionRow>(
  ({ data }) => data.requestId,
  (known, { type, data, metadata: { occurredAt } }) => {
    const { requestId, organizationId, invoiceId, action } = data;
    const refusal = type === 'InvoiceActionRefused' ? data.refusal : undefined;
    return {
      requestId,
      organizationId,
      invoiceId,
      kind: action.kind,
      amount: 'amount' in action ? action.amount : null,
      status: type === 'InvoiceActionRequested' ? 'pending' : type === 'InvoiceActionDone' ? 'done' : 'refused',
      reference: type === 'InvoiceActionDone' ? data.reference : null,
      refusalCode: refusal ? (refusal.declineCode ?? refusal.code) : null,
      refusalMessage: refusal?.message ?? null,
      requestedAt: known?.requestedAt ?? occurredAt,
      answeredAt: type === 'InvoiceActionRequested' ? null : occurredAt,
    };
  },
);

/** One row per request of a person to do something to an invoice. */
export const invoiceActionsProjector = postgresProjector<InvoiceActionEvent, InvoiceActionRow>({
  name: 'billing.invoice_actions',
  version: 1,
  tableSql: tableSql(import.meta.url, 'invoiceActions'),
  key: 'requestId',
  on: { InvoiceActionRequested: change, InvoiceActionDone: change, InvoiceActionRefused: change },
});
