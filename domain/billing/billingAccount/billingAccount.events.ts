// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';
import type { OrganizationId, StripeCustomerId, SubscriptionId } from '../ids.js';
import type { BillingRefusalCode, BillingRequest, BillingRequestKind, SubscriptionTarget } from './billingRequest.js';
import type { PaymentMethodId, PaymentMethodSnapshot } from './paymentMethodSnapshot.js';
import type { SubscriptionSnapshot } from './subscriptionSnapshot.js';

type SubscriptionObserved = Readonly<{
  organizationId: OrganizationId;
  subscription: SubscriptionSnapshot;
  /** When Stripe said so; whole seconds. */
  observedAt: string;
}>;

export type SubscriptionStarted = Event<'SubscriptionStarted', SubscriptionObserved>;
export type SubscriptionChanged = Event<'SubscriptionChanged', SubscriptionObserved>;
export type SubscriptionEnded = Event<'SubscriptionEnded', SubscriptionObserved>;

/** The organization's customer at Stripe, for good. */
export type StripeCustomerAssigned = Event<
  'StripeCustomerAssigned',
  { organizationId: OrganizationId; customerId: StripeCustomerId }
>;

/** Something is to be done at Stripe; whether it was is told by `BillingRequestSucceeded` or `BillingRequestRefused`. */
export type BillingRequested = Event<
  'BillingRequested',
  { organizationId: OrganizationId; requestId: string; request: BillingRequest; requestedAt: string }
>;
/** Somebody wants a request taken back. It still may succeed: when Stripe is being asked for it just then. */
export type BillingWithdrawalRequested = Event<
  'BillingWithdrawalRequested',
  { organizationId: OrganizationId; requestId: string; kind: BillingRequestKind; requestedAt: string }
>;
export type BillingRequestSucceeded = Event<
  'BillingRequestSucceeded',
  {
    organizationId: OrganizationId;
    requestId: string;
    kind: BillingRequestKind;
    subscriptionId: SubscriptionId | null;
    paymentMethodId: PaymentMethodId | null;
    /** Lets the customer's browser confirm the payment with 3-D Secure; null when nothing is left to confirm. */
    clientSecret: string | null;
    /** Address of the hosted page that was asked for. */
    url: string | null;
    completedAt: string;
  }
>;
export type BillingRequestRefused = Event<
  'BillingRequestRefused',
  {
    organizationId: OrganizationId;
    requestId: string;
    kind: BillingRequestKind;
    code: BillingRefusalCode;
    /** The bank's reason (docs.stripe.com/declines/codes). */
    declineCode: string | null;
    /** Stripe's words, for the customer. */
    message: string;
    completedAt: string;
  }
>;

/** New terms hold from `effectiveAt` on; until then those of `from` do. */
export type SubscriptionChangeScheduled = Event<
  'SubscriptionChangeScheduled',
  {
    organizationId: OrganizationId;
    subscriptionId: SubscriptionId;
    requestId: string;
    from: SubscriptionTarget;
    target: SubscriptionTarget;
    effectiveAt: string;
  }
>;
export type SubscriptionChangeUnscheduled = Event<
  'SubscriptionChangeUnscheduled',
  {
    organizationId: OrganizationId;
    subscriptionId: SubscriptionId;
    requestId: string;
    because: 'undone' | 'applied' | 'subscriptionEnded';
  }
>;

type PaymentMethodObserved = Readonly<{ organizationId: OrganizationId; paymentMethod: PaymentMethodSnapshot }>;

export type PaymentMethodAttached = Event<'PaymentMethodAttached', PaymentMethodObserved>;
export type PaymentMethodUpdated = Event<'PaymentMethodUpdated', PaymentMethodObserved>;
/** It is gone for good: Stripe never attaches it again. */
export type PaymentMethodDetached = Event<'PaymentMethodDetached', PaymentMethodObserved>;
export type DefaultPaymentMethodChanged = Event<
  'DefaultPaymentMethodChanged',
  {
    organizationId: OrganizationId;
    paymentMethodId: PaymentMethodId | null;
    previousPaymentMethodId: PaymentMethodId | null;
  }
>;

/** Whether seats are bought by hand, or follow the members of the organization. */
export type SeatsPolicy = 'fixed' | 'followsTeam';
export type SeatsPolicyChanged = Event<
  'SeatsPolicyChanged',
  { organizationId: OrganizationId; from: SeatsPolicy; to: SeatsPolicy; changedAt: string }
>;

export type SubscriptionEvent = SubscriptionStarted | SubscriptionChanged | SubscriptionEnded;
export type SubscriptionScheduleEvent = SubscriptionChangeScheduled | SubscriptionChangeUnscheduled;
export type BillingRequestEvent =
  | BillingRequested
  | BillingWithdrawalRequested
  | BillingRequestSucceeded
  | BillingRequestRefused;
export type PaymentMethodEvent =
  | PaymentMethodAttached
  | PaymentMethodUpdated
  | PaymentMethodDetached
  | DefaultPaymentMethodChanged;

export type BillingAccountEvent =
  | SubscriptionEvent
  | SubscriptionScheduleEvent
  | StripeCustomerAssigned
  | BillingRequestEvent
  | PaymentMethodEvent
  | SeatsPolicyChanged;
