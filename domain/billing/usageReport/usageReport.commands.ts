import type { Command } from '../../command.js';
import type { OrganizationId, StripeCustomerId } from '../ids.js';
import type { ReportedUsage } from './usageReport.events.js';

/** Stripe took what was reported of one usage event. */
export type RecordUsageReport = Command<
  'RecordUsageReport',
  {
    organizationId: OrganizationId;
    customerId: StripeCustomerId;
    usageEventId: string;
    reports: readonly ReportedUsage[];
  }
>;
