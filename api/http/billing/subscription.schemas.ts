import { z } from 'zod';
import { isCurrency } from '../../../domain/billing/plan/currencies.js';
import { requestAnswer } from './billingRequest.schemas.js';

const instant = z.iso.datetime();
const minorUnits = z.int();

export const subscriptionAnswer = z
  .object({
    subscriptionId: z.string(),
    customerId: z.string().meta({ description: "Stripe's id of the customer." }),
    status: z.string().meta({ description: "Stripe's status of the subscription.", example: 'active' }),
    planId: z.string().nullable(),
    planVersion: z.int().nullable(),
    seats: z.int().nullable().meta({ description: 'Seats you have now, the included ones among them.' }),
    priceId: z.string(),
    quantity: z.int(),
    unitAmount: z.int().nullable().meta({ description: 'Minor units of `currency` for one unit and interval.' }),
    currency: z.string().meta({ example: 'usd' }),
    interval: z.string().meta({ example: 'month' }),
    intervalCount: z.int(),
    currentPeriodStart: instant,
    currentPeriodEnd: instant,
    startedAt: instant,
    trialEndsAt: instant.nullable(),
    cancelAt: instant.nullable(),
    cancelAtPeriodEnd: z.boolean(),
    pausedAt: instant.nullable(),
    endedAt: instant.nullable(),
    items: z.array(
      z.object({
        itemId: z.string(),
        priceId: z.string(),
        lookupKey: z.string().nullable(),
        quantity: z.int().nullable(),
        unitAmount: minorUnits.nullable(),
      }),
    ),
    discounts: z.array(
      z.object({
        discountId: z.string(),
        couponId: z.string(),
        percentOff: z.number().nullable(),
        amountOff: minorUnits.nullable(),
        endsAt: instant.nullable(),
      }),
    ),
    defaultPaymentMethodId: z.string().nullable(),
    latestInvoiceId: z.string().nullable(),
    scheduledChange: z
      .object({
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
        effectiveAt: instant,
      })
      .nullable()
      .meta({ description: 'The terms that wait for the end of the period.' }),
  })
  .meta({ id: 'Subscription' });

const seatsChange = z
  .object({
    from: z.int().nullable(),
    to: z.int(),
    reduced: z.boolean().meta({ description: 'Fewer seats are had than before, and nobody asked for it.' }),
  })
  .meta({ id: 'SeatsChange' });

/** A subscription as a request has left it. */
export const requestedSubscriptionAnswer = subscriptionAnswer
  .extend({ requestId: requestAnswer.shape.requestId, clientSecret: requestAnswer.shape.clientSecret })
  .meta({ id: 'RequestedSubscription' });

/** The same after a change, with what it does to the seats once it holds. */
export const changedSubscriptionAnswer = requestedSubscriptionAnswer
  .extend({ seatsChange: seatsChange.nullable() })
  .meta({ id: 'ChangedSubscription' });

const planId = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/);
export const paymentMethodId = z
  .string()
  .regex(/^pm_\w{1,250}$/)
  .meta({ description: "Stripe's id of a payment method, made with Stripe.js.", example: 'pm_card_visa' });
const interval = z.enum(['month', 'year']);
const seats = z.int().min(1).max(100_000);
export const couponCode = z.string().regex(/^[\w-]{1,200}$/);

/** A currency that prices can be in. */
const currency = z
  .string()
  .refine(isCurrency, {
    error: 'must be the code of a currency that Stripe charges in, in lower case, such as usd',
    params: { code: 'unknown_currency' },
  })
  .meta({ example: 'usd' });

/** What is bought; prices are the server's. */
export const purchase = {
  planId,
  interval: interval.default('month'),
  currency: currency.optional().meta({ description: 'Without one, the first the plan is sold in.' }),
  seats: seats.optional().meta({ description: 'Without them, those that the plan includes.' }),
};

const trial = z.boolean().meta({ description: 'False to pay from the first day, whatever trial the plan gives.' });

export const startBody = z.strictObject({
  ...purchase,
  paymentMethodId: paymentMethodId.optional(),
  couponCode: couponCode.optional(),
  trial: trial.optional(),
});

export const changeBody = z.strictObject({
  planId: planId.optional(),
  interval: interval.optional(),
  seats: seats.optional(),
  currency: currency.optional().meta({ description: 'A subscription keeps its currency: another is refused.' }),
  prorationDate: instant.optional().meta({ description: 'From a preview, so that what was shown is what is charged.' }),
});

/** What a preview is asked about: a change, or, without a subscription, a first one. */
export const previewBody = changeBody.extend({
  couponCode: couponCode.optional(),
  trial: trial.optional(),
});

export const cancelQuery = z.object({
  when: z
    .enum(['periodEnd', 'now'])
    .default('periodEnd')
    .meta({ description: 'At the end of what has been paid for, or at once without a refund.' }),
});

export const couponBody = z.strictObject({ code: couponCode });

const billed = {
  subtotal: minorUnits.meta({ description: 'Sum of the lines.' }),
  discount: minorUnits.meta({ description: 'What coupons take off it.' }),
  tax: minorUnits,
  total: minorUnits,
  amountDue: minorUnits.meta({ description: 'What is collected: the total, settled with the balance.' }),
};

export const previewAnswer = z
  .object({
    kind: z
      .enum(['start', 'change'])
      .meta({ description: 'Of a first subscription, or of a change of the one there is.' }),
    timing: z.enum(['now', 'periodEnd']).meta({ description: 'When the change would hold.' }),
    effectiveAt: instant.nullable(),
    dueNow: minorUnits.meta({ description: 'What is collected at once; 0 when the invoice shown is the next one.' }),
    prorationDate: instant.nullable().meta({ description: 'Send it with the change to be charged what is shown.' }),
    currency: z.string(),
    lines: z.array(
      z.object({
        description: z.string().nullable(),
        amount: minorUnits.meta({ description: 'Minor units; negative for a credit.' }),
        quantity: z.int().nullable(),
        proration: z.boolean(),
        periodStart: instant,
        periodEnd: instant,
      }),
    ),
    ...billed,
    taxes: z
      .array(z.object({ amount: minorUnits, inclusive: z.boolean(), taxableAmount: minorUnits.nullable() }))
      .meta({ description: 'What `tax` is made of; an inclusive one is within the lines already.' }),
    seats: seatsChange.nullable().meta({ description: 'Of a change: what it does to the seats once it holds.' }),
    trialEndsAt: instant.nullable().meta({ description: 'Of a first subscription: when its trial would end.' }),
    nextCharge: z
      .object({ at: instant, currency: z.string(), ...billed })
      .meta({ description: 'What is taken next, as far as is known now and before usage.' }),
  })
  .meta({ id: 'SubscriptionPreview' });
