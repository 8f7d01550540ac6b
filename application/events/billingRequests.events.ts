import { z } from 'zod';
import type {
  BillingRequestEvent,
  PaymentMethodEvent,
  SeatsPolicyChanged,
  StripeCustomerAssigned,
  SubscriptionScheduleEvent,
} from '../../domain/billing/billingAccount/billingAccount.events.js';
import type { BillingRequest } from '../../domain/billing/billingAccount/billingRequest.js';
import type { EventDefinitions } from './eventDefinition.js';

const instant = z.iso.datetime();
const organizationId = z.string();
const subscriptionId = z.string();
const paymentMethodId = z.string();
const requestId = z.string();
const seatsPolicy = z.enum(['fixed', 'followsTeam']);
const timing = z.enum(['now', 'periodEnd']);
const target = z.object({
  planId: z.string(),
  planVersion: z.int().positive(),
  interval: z.enum(['month', 'year']),
  currency: z.string().length(3),
  seats: z.int().positive(),
  includedSeats: z.int().nonnegative(),
  meters: z.array(z.string()),
});

const kind = z.enum([
  'startSubscription',
  'changeSubscription',
  'undoSubscriptionChange',
  'applyScheduledChange',
  'cancelSubscription',
  'resumeSubscription',
  'pauseSubscription',
  'applyCoupon',
  'attachPaymentMethod',
  'setDefaultPaymentMethod',
  'detachPaymentMethod',
  'openCheckoutSession',
  'openPortalSession',
]);

const request: z.ZodType<BillingRequest> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('startSubscription'),
    target,
    trialDays: z.int().nonnegative(),
    paymentMethodId: paymentMethodId.nullable(),
    couponCode: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('changeSubscription'),
    subscriptionId,
    from: target.nullable(),
    target,
    timing,
    prorate: z.boolean(),
    prorationDate: instant.nullable(),
    effectiveAt: instant.nullable(),
  }),
  z.object({ kind: z.enum(['undoSubscriptionChange', 'applyScheduledChange']), subscriptionId, target }),
  z.object({ kind: z.literal('cancelSubscription'), subscriptionId, timing }),
  z.object({ kind: z.literal('resumeSubscription'), subscriptionId, from: z.enum(['cancellation', 'pause']) }),
  z.object({ kind: z.literal('pauseSubscription'), subscriptionId }),
  z.object({ kind: z.literal('applyCoupon'), subscriptionId, code: z.string() }),
  z.object({
    kind: z.literal('attachPaymentMethod'),
    paymentMethodId,
    makeDefault: z.boolean(),
    subscriptionId: subscriptionId.nullable(),
  }),
  z.object({
    kind: z.enum(['setDefaultPaymentMethod', 'detachPaymentMethod']),
    paymentMethodId,
    subscriptionId: subscriptionId.nullable(),
  }),
  z.object({
    kind: z.literal('openCheckoutSession'),
    target,
    trialDays: z.int().nonnegative(),
    successUrl: z.string(),
    cancelUrl: z.string(),
  }),
  z.object({ kind: z.literal('openPortalSession'), returnUrl: z.string() }),
]);

const paymentMethodObserved = z.object({
  organizationId,
  paymentMethod: z.object({
    paymentMethodId,
    customerId: z.string(),
    type: z.string(),
    brand: z.string().nullable(),
    last4: z.string().nullable(),
    expMonth: z.int().nullable(),
    expYear: z.int().nullable(),
  }),
});

/** What is asked of Stripe for an organization, and what came of it, as it is stored. */
export const billingRequestEvents: EventDefinitions<
  BillingRequestEvent | SubscriptionScheduleEvent | PaymentMethodEvent | SeatsPolicyChanged | StripeCustomerAssigned
> = {
  StripeCustomerAssigned: { version: 1, data: z.object({ organizationId, customerId: z.string() }) },
  BillingRequested: { version: 1, data: z.object({ organizationId, requestId, request, requestedAt: instant }) },
  BillingWithdrawalRequested: {
    version: 1,
    data: z.object({ organizationId, requestId, kind, requestedAt: instant }),
  },
  BillingRequestSucceeded: {
    version: 1,
    data: z.object({
      organizationId,
      requestId,
      kind,
      subscriptionId: subscriptionId.nullable(),
      paymentMethodId: paymentMethodId.nullable(),
      clientSecret: z.string().nullable(),
      url: z.string().nullable(),
      completedAt: instant,
    }),
    // Whoever has one of these acts in the customer's place, so the log holds neither in the clear.
    personal: { subject: ({ organizationId: id }) => `organization:${id}`, fields: ['clientSecret', 'url'] },
  },
  BillingRequestRefused: {
    version: 1,
    data: z.object({
      organizationId,
      requestId,
      kind,
      code: z.enum([
        'card_declined',
        'payment_method_required',
        'payment_method_unusable',
        'coupon_unusable',
        'coupon_already_applied',
        'refused_by_stripe',
        'withdrawn',
      ]),
      declineCode: z.string().nullable(),
      message: z.string(),
      completedAt: instant,
    }),
  },
  SubscriptionChangeScheduled: {
    version: 1,
    data: z.object({ organizationId, subscriptionId, requestId, from: target, target, effectiveAt: instant }),
  },
  SubscriptionChangeUnscheduled: {
    version: 1,
    data: z.object({
      organizationId,
      subscriptionId,
      requestId,
      because: z.enum(['undone', 'applied', 'subscriptionEnded']),
    }),
  },
  SeatsPolicyChanged: {
    version: 1,
    data: z.object({ organizationId, from: seatsPolicy, to: seatsPolicy, changedAt: instant }),
  },
  PaymentMethodAttached: { version: 1, data: paymentMethodObserved },
  PaymentMethodUpdated: { version: 1, data: paymentMethodObserved },
  PaymentMethodDetached: { version: 1, data: paymentMethodObserved },
  DefaultPaymentMethodChanged: {
    version: 1,
    data: z.object({
      organizationId,
      paymentMethodId: paymentMethodId.nullable(),
      previousPaymentMethodId: paymentMethodId.nullable(),
    }),
  },
};
