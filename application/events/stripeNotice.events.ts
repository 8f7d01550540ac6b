import { z } from 'zod';
import type { StripeNoticeEvent } from '../../domain/billing/stripeNotice/stripeNotice.events.js';
import type { EventDefinitions } from './eventDefinition.js';

const instant = z.iso.datetime();
const text = z.string().nullable();
const minorUnits = z.int().nullable();
const currency = z.string().length(3).nullable();
const money = { amount: z.int(), currency: z.string().length(3) };
const of = <T extends z.ZodType>(observed: T) => z.object({ organizationId: z.string(), observed });
const grant = z.object({
  kind: z.literal('creditGrant'),
  id: z.string(),
  customerId: text,
  name: text,
  category: z.string(),
  currency,
  amount: minorUnits,
  effectiveAt: instant.nullable(),
  expiresAt: instant.nullable(),
  voidedAt: instant.nullable(),
});

/** Events of what is only watched at Stripe, as they are stored. */
export const stripeNoticeEvents: EventDefinitions<StripeNoticeEvent> = {
  CheckoutChanged: {
    version: 1,
    data: of(
      z.object({
        kind: z.literal('checkout'),
        id: z.string(),
        customerId: text,
        status: z.enum(['open', 'complete', 'expired']),
        payment: z.enum(['paid', 'unpaid', 'failed', 'notRequired']),
        subscriptionId: text,
      }),
    ),
  },
  PaymentMethodSetupChanged: {
    version: 1,
    data: of(
      z.object({
        kind: z.literal('setup'),
        id: z.string(),
        customerId: text,
        status: z.string(),
        paymentMethodId: text,
        code: text,
        declineCode: text,
        message: text,
      }),
    ),
  },
  SubscriptionPlanChanged: {
    version: 1,
    data: of(
      z.object({
        kind: z.literal('schedule'),
        id: z.string(),
        customerId: text,
        subscriptionId: text,
        status: z.string(),
        aborted: z.boolean(),
        endBehavior: z.string(),
        phases: z.array(z.object({ startsAt: instant, endsAt: instant.nullable(), priceIds: z.array(z.string()) })),
      }),
    ),
  },
  CreditGranted: { version: 1, data: of(grant) },
  CreditGrantChanged: { version: 1, data: of(grant) },
  CreditUsed: {
    version: 1,
    data: of(
      z.object({
        kind: z.literal('creditUse'),
        id: z.string(),
        grantId: z.string(),
        direction: z.enum(['credit', 'debit']),
        currency,
        amount: minorUnits,
        invoiceId: text,
      }),
    ),
  },
  PaymentFlagged: {
    version: 1,
    data: of(
      z.object({
        kind: z.literal('fraudFlag'),
        id: z.string(),
        source: z.enum(['earlyFraudWarning', 'review']),
        chargeId: text,
        paymentIntentId: text,
        invoiceId: text,
        reason: z.string(),
        open: z.boolean(),
      }),
    ),
  },
  UsageRejectedByStripe: {
    version: 1,
    data: z.object({
      organizationId: z.null(),
      observed: z.object({
        kind: z.literal('rejectedUsage'),
        id: z.string(),
        meterId: text,
        summary: z.string(),
        count: z.int().nonnegative(),
        errors: z.array(z.object({ code: z.string(), count: z.int().nonnegative(), identifiers: z.array(z.string()) })),
        from: instant.nullable(),
        to: instant.nullable(),
      }),
    }),
  },
  PaymentTried: {
    version: 1,
    data: of(
      z.object({
        kind: z.literal('payment'),
        id: z.string(),
        customerId: text,
        paymentIntentId: text,
        invoiceId: text,
        status: z.enum(['pending', 'succeeded', 'failed']),
        ...money,
        code: text,
        declineCode: text,
        message: text,
      }),
    ),
  },
  PendingChargeChanged: {
    version: 1,
    data: of(
      z.object({
        kind: z.literal('pendingCharge'),
        id: z.string(),
        customerId: text,
        subscriptionId: text,
        invoiceId: text,
        ...money,
        description: text,
        proration: z.boolean(),
        periodStart: instant,
        periodEnd: instant,
        removed: z.boolean(),
      }),
    ),
  },
  InvoiceFinalizationFailed: {
    version: 1,
    data: of(
      z.object({
        kind: z.literal('finalizationFailure'),
        id: z.string(),
        customerId: text,
        code: text,
        message: text,
      }),
    ),
  },
  CatalogueEditedAtStripe: {
    version: 1,
    data: z.object({
      organizationId: z.null(),
      observed: z.object({
        kind: z.literal('catalogueEdit'),
        id: z.string(),
        of: z.enum(['product', 'price', 'meter']),
        name: z.string(),
        state: z.enum(['active', 'archived', 'deleted']),
      }),
    }),
  },
  StripeNoticeResolved: {
    version: 1,
    data: z.object({ organizationId: text, objectId: z.string(), note: z.string(), resolvedAt: instant }),
  },
};
