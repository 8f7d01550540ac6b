// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';
import type { OrganizationId, StripeCustomerId } from '../ids.js';
import type { UsagePeriod } from '../usage/usagePeriod.js';

/** One meter event at Stripe. */
export type ReportedUsage = Readonly<{
  /** Derived from the usage event, meter and period: Stripe takes it once. */
  identifier: string;
  meter: string;
  period: UsagePeriod;
  /** Units; negative for a correction. */
  quantity: number;
  /** The time it was reported under. */
  timestamp: string;
}>;

/** Stripe has the usage of one event. */
export type UsageReported = Event<
  'UsageReported',
  {
    organizationId: OrganizationId;
    customerId: StripeCustomerId;
    /** The id of the event whose usage this is. */
    usageEventId: string;
    reports: readonly ReportedUsage[];
    reportedAt: string;
  }
>;
