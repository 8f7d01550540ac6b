// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';
import type { OrganizationId } from '../ids.js';
import type {
  CatalogueEditSnapshot,
  FinalizationFailureSnapshot,
  PaymentSnapshot,
  PendingChargeSnapshot,
} from './watchedMoney.js';
import type {
  CheckoutSnapshot,
  CreditGrantSnapshot,
  CreditUseSnapshot,
  FraudFlagSnapshot,
  RejectedUsageSnapshot,
  ScheduleSnapshot,
  SetupSnapshot,
} from './watchedObject.js';

type Observed<T> = Readonly<{ organizationId: OrganizationId; observed: T }>;

export type CheckoutChanged = Event<'CheckoutChanged', Observed<CheckoutSnapshot>>;
export type PaymentMethodSetupChanged = Event<'PaymentMethodSetupChanged', Observed<SetupSnapshot>>;
/** Planned by the seller at Stripe; changes that customers ask for are `SubscriptionChangeScheduled`. */
export type SubscriptionPlanChanged = Event<'SubscriptionPlanChanged', Observed<ScheduleSnapshot>>;
export type CreditGranted = Event<'CreditGranted', Observed<CreditGrantSnapshot>>;
export type CreditGrantChanged = Event<'CreditGrantChanged', Observed<CreditGrantSnapshot>>;
export type CreditUsed = Event<'CreditUsed', Observed<CreditUseSnapshot>>;
export type PaymentFlagged = Event<'PaymentFlagged', Observed<FraudFlagSnapshot>>;
export type PaymentTried = Event<'PaymentTried', Observed<PaymentSnapshot>>;
export type PendingChargeChanged = Event<'PendingChargeChanged', Observed<PendingChargeSnapshot>>;
export type InvoiceFinalizationFailed = Event<'InvoiceFinalizationFailed', Observed<FinalizationFailureSnapshot>>;
/** Of no organization: plans are sold to all. */
export type CatalogueEditedAtStripe = Event<
  'CatalogueEditedAtStripe',
  Readonly<{ organizationId: null; observed: CatalogueEditSnapshot }>
>;
/** Of no organization: a report of Stripe's spans customers, and one of them may be unknown to it. */
export type UsageRejectedByStripe = Event<
  'UsageRejectedByStripe',
  Readonly<{ organizationId: null; observed: RejectedUsageSnapshot }>
>;
/** Somebody has dealt with what a notice was about. */
export type StripeNoticeResolved = Event<
  'StripeNoticeResolved',
  Readonly<{ organizationId: OrganizationId | null; objectId: string; note: string; resolvedAt: string }>
>;

export type StripeNoticeEvent =
  | CheckoutChanged
  | PaymentMethodSetupChanged
  | SubscriptionPlanChanged
  | CreditGranted
  | CreditGrantChanged
  | CreditUsed
  | PaymentFlagged
  | UsageRejectedByStripe
  | PaymentTried
  | PendingChargeChanged
  | InvoiceFinalizationFailed
  | CatalogueEditedAtStripe
  | StripeNoticeResolved;
