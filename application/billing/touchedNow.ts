import type { StripeFact, TouchedFact } from '../ports/stripeFacts.js';
import type { StripeObjects } from '../ports/stripeObjects.js';

/** What an object that an event only named is now; as it was told where Stripe has it no more. */
export async function touchedNow(stripe: StripeObjects, fact: TouchedFact): Promise<StripeFact> {
  const { organizationHint, customerId, observedAt, object } = fact;
  const about = { organizationHint, customerId, observedAt, fetched: true };
  switch (object.type) {
    case 'subscription': {
      const subscription = await stripe.subscription(object.id);
      if (!subscription) return fact;
      return { ...about, kind: 'subscription', source: 'updated', subscription, customerId: subscription.customerId };
    }
    case 'customer': {
      const now = await stripe.customer(object.id);
      return !now || now.customer.deleted ? fact : { ...about, kind: 'customer', ...now };
    }
    case 'paymentMethod': {
      const paymentMethod = await stripe.paymentMethod(object.id);
      if (!paymentMethod || paymentMethod === 'detached') return fact;
      return {
        ...about,
        kind: 'paymentMethod',
        change: 'updated',
        paymentMethod,
        customerId: paymentMethod.customerId,
      };
    }
    case 'invoice': {
      const invoice = await stripe.invoice(object.id);
      if (!invoice) return fact;
      return { ...about, kind: 'invoice', told: 'changed', invoice, latest: invoice, customerId: invoice.customerId };
    }
    case 'latestRefund': {
      const refund = await stripe.latestRefundOf(object.id);
      if (!refund) return fact;
      const paid = await stripe.paidBy(refund);
      const known = { ...refund, invoiceId: paid?.invoiceId ?? null };
      return { ...about, kind: 'refund', refund: known, customerId: customerId ?? paid?.customerId ?? null };
    }
  }
}
