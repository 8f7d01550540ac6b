import Stripe from 'stripe';
import type { StripeInventory } from '../../application/ports/stripeInventory.js';
import type { StripeObjects } from '../../application/ports/stripeObjects.js';
import { subscriptionSnapshot } from './snapshots.js';
import { paymentMethodSnapshot, stripePaymentMethod } from './stripeCustomer.js';
import { invoiceSnapshot, stripeInvoice } from './stripeInvoice.js';
import { stripeSubscription } from './stripeObjects.js';

const AT_ONCE = 100;
const plain = (object: unknown): unknown => JSON.parse(JSON.stringify(object));
const isUnknown = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';

/** Lists what Stripe has, all of it. */
export const stripeInventory = (stripe: Stripe, objects: StripeObjects): StripeInventory => ({
  async *subscriptions() {
    const expand = ['data.discounts.source.coupon'];
    for await (const object of stripe.subscriptions.list({ status: 'all', limit: AT_ONCE, expand })) {
      const subscription = stripeSubscription.parse(plain(object));
      const organizationHint = subscription.metadata?.organizationId ?? null;
      yield { snapshot: subscriptionSnapshot(subscription), organizationHint };
    }
  },

  async *invoices() {
    for await (const object of stripe.invoices.list({ limit: AT_ONCE })) {
      const invoice = stripeInvoice.parse(plain(object));
      const organizationHint = invoice.parent?.subscription_details?.metadata?.organizationId ?? null;
      const whole = invoice.lines?.has_more === true ? await objects.invoice(invoice.id) : invoiceSnapshot(invoice);
      if (whole) yield { snapshot: whole, organizationHint };
    }
  },

  async *paymentMethods(customer) {
    try {
      for await (const object of stripe.paymentMethods.list({ customer, limit: AT_ONCE }))
        yield paymentMethodSnapshot(stripePaymentMethod.parse(plain(object)), customer);
    } catch (error) {
      if (!isUnknown(error)) throw error;
    }
  },
});
