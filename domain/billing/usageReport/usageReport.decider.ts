import { accept, type Decider } from '../../decider.js';
import type { RecordUsageReport } from './usageReport.commands.js';
import type { UsageReported } from './usageReport.events.js';

export type UsageReport = Readonly<{ status: 'unreported' | 'reported' }>;

/** What Stripe was told of one usage event, recorded once however often it was told. */
export const usageReportDecider: Decider<UsageReport, RecordUsageReport, UsageReported, never> = {
  initialState: { status: 'unreported' },
  evolve: () => ({ status: 'reported' }),
  decide: ({ data, now }, state) =>
    state.status === 'reported'
      ? accept()
      : accept({
          type: 'UsageReported',
          data: {
            organizationId: data.organizationId,
            customerId: data.customerId,
            usageEventId: data.usageEventId,
            reports: data.reports,
            reportedAt: now.toISOString(),
          },
        }),
};
