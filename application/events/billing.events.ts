import { z } from 'zod';
import type { SubscriptionEvent } from '../../domain/billing/billingAccount/billingAccount.events.js';
import type { StripeEventEvent } from '../../domain/billing/stripeEvent/stripeEvent.events.js';
import type { EventDefinitions } from './eventDefinition.js';

const instant = z.iso.datetime();
const minorUnits = z.int();
const currency = z.string().length(3);

const subscription = z.object({
  subscriptionId: z.string(),
  customerId: z.string(),
  status: z.enum([
    'incomplete',
    'incomplete_expired',
    'trialing',
    'active',
    'past_due',
    'canceled',
    'unpaid',
    'paused',
  ]),
  planId: z.string().nullable(),
  priceId: z.string(),
  quantity: z.int().nonnegative(),
  unitAmount: minorUnits.nullable(),
  currency,
  interval: z.enum(['day', 'week', 'month', 'year']),
  intervalCount: z.int().positive(),
  currentPeriodStart: instant,
  currentPeriodEnd: instant,
  startedAt: instant,
  trialEndsAt: instant.nullable(),
  cancelAt: instant.nullable(),
  endedAt: instant.nullable(),
  planVersion: z.int().positive().nullable().exactOptional(),
  seats: z.int().nonnegative().nullable().exactOptional(),
  items: z
    .array(
      z.object({
        itemId: z.string(),
        priceId: z.string(),
        lookupKey: z.string().nullable(),
        quantity: z.int().nonnegative().nullable(),
        unitAmount: minorUnits.nullable(),
      }),
    )
    .exactOptional(),
  cancelAtPeriodEnd: z.boolean().exactOptional(),
  pausedAt: instant.nullable().exactOptional(),
  discounts: z
    .array(
      z.object({
        discountId: z.string(),
        couponId: z.string(),
        percentOff: z.number().nullable(),
        amountOff: minorUnits.nullable(),
        endsAt: instant.nullable(),
      }),
    )
    .exactOptional(),
  defaultPaymentMethodId: z.string().nullable().exactOptional(),
  latestInvoiceId: z.string().nullable().exactOptional(),
});
const subscriptionObserved = z.object({ organizationId: z.string(), subscription, observedAt: instant });

/** What Stripe told, as it is stored. */
export const stripeEventEvents: EventDefinitions<StripeEventEvent> = {
  StripeEventReceived: {
    version: 1,
    data: z.object({
      stripeEventId: z.string(),
      eventType: z.string(),
      apiVersion: z.string().nullable(),
      livemode: z.boolean(),
      customerId: z.string().nullable(),
      objectId: z.string().nullable(),
      createdAt: instant,
      receivedAt: instant,
      payload: z.string(),
      foundBy: z.literal('sweep').optional(),
    }),
    personal: { subject: ({ customerId }) => `stripeCustomer:${customerId ?? 'none'}`, fields: ['payload'] },
  },
};

/** Subscriptions as they were seen at Stripe, as it is stored. */
export const subscriptionEvents: EventDefinitions<SubscriptionEvent> = {
  SubscriptionStarted: { version: 1, data: subscriptionObserved },
  SubscriptionChanged: { version: 1, data: subscriptionObserved },
  SubscriptionEnded: { version: 1, data: subscriptionObserved },
};
