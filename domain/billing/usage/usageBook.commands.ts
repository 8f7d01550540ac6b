import type { Command } from '../../command.js';
import type { InvoiceId, OrganizationId } from '../ids.js';
import type { PlanMeter } from '../plan/planTerms.js';
import type { UsageBalance } from './usageBalance.js';
import type { UsageRecord } from './usageBook.events.js';
import type { SubscriptionPeriods } from './usagePeriod.js';

/** Which book a command is for, and what it begins with should it not have begun. */
type InBook = Readonly<{
  organizationId: OrganizationId;
  book: number;
  opening: UsageBalance;
  /** Ids the command is about that stand in earlier books. */
  inEarlierBooks: ReadonlySet<string>;
}>;

/** What the organization has bought. */
export type UsageTerms = Readonly<{
  /** Null where none has ever been in force. */
  subscription: SubscriptionPeriods | null;
  /** Null where the plan is not known: then any meter is taken and nothing is limited. */
  meters: readonly PlanMeter[] | null;
}>;

export type GivenRecord = UsageRecord & Readonly<{ meter: string }>;

export type RecordUsage = Command<
  'RecordUsage',
  InBook &
    Readonly<{
      records: readonly GivenRecord[];
      terms: UsageTerms;
    }>
>;
export type CorrectUsage = Command<
  'CorrectUsage',
  InBook &
    Readonly<{
      correctionId: string;
      meter: string;
      /** Any instant of the period to correct. */
      at: string;
      quantity: number;
      reason: string;
      reference: string;
      terms: UsageTerms;
    }>
>;
export type CloseUsagePeriod = Command<
  'CloseUsagePeriod',
  InBook & Readonly<{ through: string; invoiceId: InvoiceId }>
>;
export type UsageBookCommand = RecordUsage | CorrectUsage | CloseUsagePeriod;

export type UsageBookRejection =
  | 'USAGE_BOOK_CLOSED'
  | 'UNKNOWN_METER'
  | 'USAGE_LIMIT_REACHED'
  | 'CORRECTION_IS_ZERO'
  | 'CORRECTION_BELOW_ZERO';
