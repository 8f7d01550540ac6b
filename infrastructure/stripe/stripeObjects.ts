import { z } from 'zod';

/** Parts of Stripe's objects that billing reads, as API version 2026-10-28.endive shapes them. Unknown fields are fine. */
export const seconds = z.int().nonnegative();
export const metadata = z.record(z.string(), z.string()).nullish();

/** An id, or the expanded object that has it. */
export const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);

/** docs.stripe.com/api/discounts/object; ids alone unless it was asked to be expanded. */
export const stripeDiscount = z.object({
  id: z.string(),
  end: seconds.nullish(),
  source: z.object({
    coupon: z.union([
      z.string().transform((id) => ({ id, percent_off: null, amount_off: null })),
      z.object({ id: z.string(), percent_off: z.number().nullish(), amount_off: z.int().nullish() }),
    ]),
  }),
});

/** docs.stripe.com/api/subscriptions/object; the period lives on each item since 2025-03-31.basil. */
export const stripeSubscription = z.object({
  object: z.literal('subscription'),
  id: z.string(),
  customer: reference,
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
  currency: z.string(),
  items: z.object({
    data: z
      .array(
        z.object({
          id: z.string().optional(),
          quantity: z.int().nonnegative().optional(),
          current_period_start: seconds,
          current_period_end: seconds,
          price: z.object({
            id: z.string(),
            unit_amount: z.int().nullable(),
            lookup_key: z.string().nullish(),
            recurring: z.object({
              interval: z.enum(['day', 'week', 'month', 'year']),
              interval_count: z.int().positive(),
            }),
          }),
        }),
      )
      .min(1),
  }),
  start_date: seconds,
  trial_end: seconds.nullish(),
  cancel_at: seconds.nullish(),
  ended_at: seconds.nullish(),
  cancel_at_period_end: z.boolean().optional(),
  status_details: z.object({ paused: z.object({ transitioned_at: seconds }).nullish() }).nullish(),
  discounts: z.array(z.union([z.string(), stripeDiscount])).optional(),
  default_payment_method: reference.nullish(),
  latest_invoice: reference.nullish(),
  metadata,
});

/** The envelope of every snapshot event (docs.stripe.com/api/events/object). */
export const stripeEvent = z.object({
  id: z.string().regex(/^evt_[A-Za-z0-9_]{1,250}$/),
  object: z.literal('event'),
  type: z.string().min(1).max(200),
  api_version: z.string().nullish(),
  created: seconds,
  livemode: z.boolean(),
  data: z.object({
    object: z.looseObject({ id: z.string().optional(), object: z.string().optional(), customer: reference.nullish() }),
    /** What changed, as it was before; a detached payment method tells here whose it was. */
    previous_attributes: z.looseObject({ customer: reference.nullish() }).nullish(),
  }),
});
