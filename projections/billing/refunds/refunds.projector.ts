import type { RefundSnapshot } from '../../../domain/billing/invoice/adjustments.js';
import type { RefundEvent } from '../../../domain/billing/invoice/invoice.events.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type RefundRow = RefundSnapshot & Readonly<{ organizationId: string }>;

const observed = row<RefundEvent, RefundRow>(
  ({ data }) => data.refund.refundId,
  (_, { data }) => ({ ...data.refund, organizationId: data.organizationId }),
);

/** One row per refund: what Stripe last said of it. */
export const refundsProjector = postgresProjector<RefundEvent, RefundRow>({
  name: 'billing.refunds',
  version: 1,
  tableSql: tableSql(import.meta.url, 'refunds'),
  key: 'refundId',
  on: { RefundStarted: observed, RefundSucceeded: observed, RefundFailed: observed },
});
