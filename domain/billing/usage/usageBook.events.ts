// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';
import type { InvoiceId, OrganizationId } from '../ids.js';
import type { UsageBalance, UsageThreshold } from './usageBalance.js';
import type { UsagePeriod } from './usagePeriod.js';

/** One accepted record. */
export type UsageRecord = Readonly<{
  /** Given by the customer, unique in the organization. */
  id: string;
  /** Whole units of the meter. */
  quantity: number;
  /** When it was used. */
  at: string;
}>;

/** The records of one call that count for one meter and period. */
export type UsagePortion = Readonly<{
  meter: string;
  /** What they are counted and billed in. */
  period: UsagePeriod;
  /** The period they were used in, where that had been invoiced before they came; null where it is the same. */
  belongsTo: UsagePeriod | null;
  records: readonly UsageRecord[];
}>;

/** An organization's usage is kept in books: a closed book never changes, and the next begins with its balance. */
export type UsageBookOpened = Event<
  'UsageBookOpened',
  { organizationId: OrganizationId; book: number; balance: UsageBalance }
>;
/** A call's records that had not been recorded before; in the whole log a record id stands once per organization. */
export type UsageRecorded = Event<
  'UsageRecorded',
  { organizationId: OrganizationId; book: number; portions: readonly UsagePortion[] }
>;
export type UsageThresholdReached = Event<
  'UsageThresholdReached',
  {
    organizationId: OrganizationId;
    meter: string;
    period: UsagePeriod;
    threshold: UsageThreshold;
    quantity: number;
    included: number;
    limit: 'hard' | 'soft';
  }
>;
/** An adjustment by a person, up or down; what had been recorded stays. */
export type UsageCorrected = Event<
  'UsageCorrected',
  {
    organizationId: OrganizationId;
    correctionId: string;
    meter: string;
    period: UsagePeriod;
    belongsTo: UsagePeriod | null;
    /** Units, negative where too much had been recorded. */
    quantity: number;
    reason: string;
    /** What it refers to, such as a ticket or a record id. */
    reference: string;
    correctedAt: string;
  }
>;
/** The periods of the subscription that end up to `through` are on an invoice. */
export type UsagePeriodClosed = Event<
  'UsagePeriodClosed',
  { organizationId: OrganizationId; through: string; invoiceId: InvoiceId }
>;
export type UsageBookClosed = Event<
  'UsageBookClosed',
  { organizationId: OrganizationId; book: number; records: number; closedAt: string }
>;
export type UsageBookEvent =
  | UsageBookOpened
  | UsageRecorded
  | UsageThresholdReached
  | UsageCorrected
  | UsagePeriodClosed
  | UsageBookClosed;
