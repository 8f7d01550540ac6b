import type Stripe from 'stripe';
import type { StripePaymentMethods } from '../../application/ports/stripePaymentMethods.js';
import type { PaymentMethodSnapshot } from '../../domain/billing/billingAccount/paymentMethodSnapshot.js';
import { answerTo } from './stripeAnswers.js';

/** Our view of a payment method; of a detached one, that of the customer it was taken from. */
export const paymentMethodSnapshot = (method: Stripe.PaymentMethod, customerId: string): PaymentMethodSnapshot => ({
  paymentMethodId: method.id,
  customerId,
  type: method.type,
  brand: method.card?.brand ?? null,
  last4: method.card?.last4 ?? null,
  expMonth: method.card?.exp_month ?? null,
  expYear: method.card?.exp_year ?? null,
});

/** Saved payment methods over Stripe's API. */
export const stripePaymentMethods = (stripe: Stripe): StripePaymentMethods => ({
  attach: ({ customerId, paymentMethodId, key }) =>
    answerTo(async () => {
      const idempotencyKey = `${key}:attach`;
      const attached = await stripe.paymentMethods.attach(
        paymentMethodId,
        { customer: customerId },
        { idempotencyKey },
      );
      return paymentMethodSnapshot(attached, customerId);
    }),

  makeDefault: ({ customerId, paymentMethodId, subscriptionId, key }) =>
    answerTo(async () => {
      const settings = { invoice_settings: { default_payment_method: paymentMethodId } };
      await stripe.customers.update(customerId, settings, { idempotencyKey: `${key}:default` });
      if (subscriptionId !== null) {
        const own = { default_payment_method: paymentMethodId };
        await stripe.subscriptions.update(subscriptionId, own, { idempotencyKey: `${key}:subscriptionDefault` });
      }
      return paymentMethodSnapshot(await stripe.paymentMethods.retrieve(paymentMethodId), customerId);
    }),

  detach: ({ customerId, paymentMethodId, key }) =>
    answerTo(async () => {
      const method = await stripe.paymentMethods.retrieve(paymentMethodId);
      const isGone = method.customer === null;
      const detached = isGone
        ? method
        : await stripe.paymentMethods.detach(paymentMethodId, {}, { idempotencyKey: `${key}:detach` });
      return paymentMethodSnapshot(detached, customerId);
    }),
});
