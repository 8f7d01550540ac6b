import type { DisputeSnapshot } from '../../../domain/billing/invoice/adjustments.js';
import type { DisputeEvent } from '../../../domain/billing/invoice/invoice.events.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type DisputeRow = DisputeSnapshot & Readonly<{ organizationId: string }>;

const observed = row<DisputeEvent, DisputeRow>(
  ({ data }) => data.dispute.disputeId,
  (_, { data }) => ({ ...data.dispute, organizationId: data.organizationId }),
);

/** One row per dispute: what Stripe last said of it. */
export const disputesProjector = postgresProjector<DisputeEvent, DisputeRow>({
  name: 'billing.disputes',
  version: 1,
  tableSql: tableSql(import.meta.url, 'disputes'),
  key: 'disputeId',
  on: { DisputeOpened: observed, DisputeChanged: observed, DisputeClosed: observed },
});
