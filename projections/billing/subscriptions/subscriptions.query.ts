import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const amount = z.bigint().transform(Number);

const item = z.object({
  itemId: z.string(),
  priceId: z.string(),
  lookupKey: z.string().nullable(),
  quantity: z.int().nullable(),
  unitAmount: z.int().nullable(),
});
const discount = z.object({
  discountId: z.string(),
  couponId: z.string(),
  percentOff: z.number().nullable(),
  amountOff: z.int().nullable(),
  endsAt: z.string().nullable(),
});
const scheduledChange = z.object({
  requestId: z.string(),
  target: z.object({
    planId: z.string(),
    planVersion: z.int(),
    interval: z.enum(['month', 'year']),
    currency: z.string(),
    seats: z.int(),
    includedSeats: z.int(),
    meters: z.array(z.string()),
  }),
  effectiveAt: z.string(),
});

const subscription = z.object({
  subscriptionId: z.string(),
  customerId: z.string(),
  status: z.string(),
  planId: z.string().nullable(),
  priceId: z.string(),
  quantity: z.number(),
  unitAmount: amount.nullable(),
  currency: z.string(),
  interval: z.string(),
  intervalCount: z.number(),
  currentPeriodStart: z.string(),
  currentPeriodEnd: z.string(),
  startedAt: z.string(),
  trialEndsAt: z.string().nullable(),
  cancelAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  planVersion: z.number().nullable(),
  seats: z.number().nullable(),
  items: z.array(item),
  cancelAtPeriodEnd: z.boolean(),
  pausedAt: z.string().nullable(),
  discounts: z.array(discount),
  defaultPaymentMethodId: z.string().nullable(),
  latestInvoiceId: z.string().nullable(),
  scheduledChange: scheduledChange.nullable(),
});
export type Subscription = z.infer<typeof subscription>;

/** The organization's subscription: the one in force, else the one that ended last; undefined when it never had one. */
export async function currentSubscription(
  db: CommonQueryMethods,
  organizationId: string,
): Promise<Subscription | undefined> {
  const found = await db.maybeOne(sql.type(subscription)`
    SELECT subscription_id AS "subscriptionId", customer_id AS "customerId", status, plan_id AS "planId",
      price_id AS "priceId", quantity, unit_amount AS "unitAmount", currency, interval, interval_count AS "intervalCount",
      current_period_start AS "currentPeriodStart", current_period_end AS "currentPeriodEnd", started_at AS "startedAt",
      trial_ends_at AS "trialEndsAt", cancel_at AS "cancelAt", ended_at AS "endedAt",
      plan_version AS "planVersion", seats, items, cancel_at_period_end AS "cancelAtPeriodEnd", paused_at AS "pausedAt",
      discounts, default_payment_method_id AS "defaultPaymentMethodId", latest_invoice_id AS "latestInvoiceId",
      scheduled_change AS "scheduledChange"
    FROM billing.subscriptions
    WHERE organization_id = ${organizationId}
    ORDER BY ended_at DESC NULLS FIRST, started_at DESC, subscription_id DESC
    LIMIT 1`);
  return found ?? undefined;
}
