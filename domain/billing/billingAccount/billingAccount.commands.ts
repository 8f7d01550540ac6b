import type { Command } from '../../command.js';
import type { OrganizationId, StripeCustomerId } from '../ids.js';
import type { PlanInterval, PlanTerms } from '../plan/planTerms.js';
import type { SeatsPolicy } from './billingAccount.events.js';
import type { BillingRefusalCode, ChangeTiming } from './billingRequest.js';
import type { PaymentMethodId, PaymentMethodSnapshot } from './paymentMethodSnapshot.js';
import type { SubscriptionSnapshot } from './subscriptionSnapshot.js';

/** Stripe described a subscription: brings ours into line with it, whatever order descriptions arrive in. */
export type SyncSubscription = Command<
  'SyncSubscription',
  {
    organizationId: OrganizationId;
    subscription: SubscriptionSnapshot;
    observedAt: string;
    /** Which kind of event said so; `created` describes the beginning and never overrules what is known. */
    source: 'created' | 'updated' | 'deleted';
    /** Read from Stripe just now rather than told by an event: only an end already known overrules it. */
    fetched?: boolean;
  }
>;

/** Stripe described a saved payment method. */
export type SyncPaymentMethod = Command<
  'SyncPaymentMethod',
  {
    organizationId: OrganizationId;
    paymentMethod: PaymentMethodSnapshot;
    change: 'attached' | 'updated' | 'detached';
  }
>;

/** Stripe named the customer's default payment method. */
export type SyncDefaultPaymentMethod = Command<
  'SyncDefaultPaymentMethod',
  { organizationId: OrganizationId; paymentMethodId: PaymentMethodId | null }
>;

/** Has seats bought by hand, or follow the members of the organization. */
export type SetSeatsPolicy = Command<'SetSeatsPolicy', { organizationId: OrganizationId; policy: SeatsPolicy }>;

/** Wants back what Stripe has not answered. */
export type WithdrawBillingRequest = Command<'WithdrawBillingRequest', Asked>;

/** Closes a request that somebody wants back, while no call for it is under way. */
export type RecordBillingWithdrawal = Command<'RecordBillingWithdrawal', Asked>;

/** A published version of a plan. */
export type PlanOffer = Readonly<{ planId: string; version: number; terms: PlanTerms }>;

type Asked = Readonly<{ organizationId: OrganizationId; requestId: string }>;

export type StartSubscription = Command<
  'StartSubscription',
  Asked &
    Readonly<{
      offer: PlanOffer;
      interval: PlanInterval;
      /** Null for the one the plan names first. */
      currency: string | null;
      /** Null for the included ones. */
      seats: number | null;
      paymentMethodId: PaymentMethodId | null;
      couponCode: string | null;
      /** False pays from the first day, whatever trial the plan gives. */
      trial?: boolean;
    }>
>;

export type ChangeSubscription = Command<
  'ChangeSubscription',
  Asked &
    Readonly<{
      offer: PlanOffer;
      /** The version the organization has now; null when it is on none of our plans. */
      current: PlanOffer | null;
      /** Null for the present one. */
      interval: PlanInterval | null;
      /** A subscription keeps its currency: null, or that one. */
      currency?: string | null;
      /** Null for those bought so far, as far as the plan takes them. */
      seats: number | null;
      /** The seats are those of the team: what nobody may choose while they follow it. */
      forTeam?: boolean;
      prorationDate: string | null;
    }>
>;

export type BillingCommand =
  | StartSubscription
  | ChangeSubscription
  | Command<'UndoSubscriptionChange', Asked>
  | Command<'CancelSubscription', Asked & Readonly<{ timing: ChangeTiming }>>
  | Command<'ResumeSubscription', Asked>
  | Command<'PauseSubscription', Asked>
  | Command<'ApplyCoupon', Asked & Readonly<{ code: string }>>
  | Command<'AttachPaymentMethod', Asked & Readonly<{ paymentMethodId: PaymentMethodId; makeDefault: boolean }>>
  | Command<'SetDefaultPaymentMethod', Asked & Readonly<{ paymentMethodId: PaymentMethodId }>>
  | Command<'DetachPaymentMethod', Asked & Readonly<{ paymentMethodId: PaymentMethodId }>>
  | Command<
      'OpenCheckoutSession',
      Asked &
        Readonly<{
          offer: PlanOffer;
          interval: PlanInterval;
          currency: string | null;
          seats: number | null;
          successUrl: string;
          cancelUrl: string;
        }>
    >
  | Command<'OpenPortalSession', Asked & Readonly<{ returnUrl: string }>>;

/** What became of a request at Stripe. */
export type BillingOutcome =
  | Readonly<{
      status: 'succeeded';
      /** The subscription as it is now, where the request touched one. */
      subscription?: SubscriptionSnapshot;
      paymentMethod?: Readonly<{ snapshot: PaymentMethodSnapshot; change: 'attached' | 'updated' | 'detached' }>;
      /** The customer's default payment method, where the request changed it. */
      defaultPaymentMethodId?: PaymentMethodId | null;
      clientSecret?: string | null;
      url?: string;
    }>
  | Readonly<{ status: 'refused'; code: BillingRefusalCode; declineCode: string | null; message: string }>;

export type RecordBillingOutcome = Command<
  'RecordBillingOutcome',
  Asked & Readonly<{ customerId: StripeCustomerId; outcome: BillingOutcome }>
>;

export type BillingAccountCommand =
  | SyncSubscription
  | SyncPaymentMethod
  | SyncDefaultPaymentMethod
  | RecordBillingOutcome
  | SetSeatsPolicy
  | WithdrawBillingRequest
  | RecordBillingWithdrawal
  | BillingCommand;

/** Every way a billing account refuses a command. */
export type BillingAccountRejection =
  | 'SUBSCRIPTION_ALREADY_STARTED'
  | 'SUBSCRIPTION_NOT_FOUND'
  | 'SUBSCRIPTION_NOT_CHANGEABLE'
  | 'SUBSCRIPTION_NOT_PAUSABLE'
  | 'NOTHING_TO_RESUME'
  | 'NOTHING_TO_CHANGE'
  | 'CHANGE_ALREADY_SCHEDULED'
  | 'NO_CHANGE_SCHEDULED'
  | 'PLAN_NOT_SOLD_SO'
  | 'CURRENCY_MISMATCH'
  | 'SEATS_OUT_OF_RANGE'
  | 'SEATS_FOLLOW_TEAM'
  | 'PAYMENT_METHOD_NOT_FOUND'
  | 'PAYMENT_METHOD_IN_USE'
  | 'BILLING_REQUEST_OPEN'
  | 'BILLING_REQUEST_UNKNOWN';
