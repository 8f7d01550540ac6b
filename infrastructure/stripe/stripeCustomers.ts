import type Stripe from 'stripe';
import type { StripeCustomers } from '../../application/ports/stripeCustomers.js';
import { unlessMissing } from './unlessMissing.js';

/** Customers over Stripe's API. */
export const stripeCustomers = (stripe: Stripe): StripeCustomers => ({
  create: async (organizationId) => {
    // The organization is the key: however often it is asked for, there is one customer.
    const idempotencyKey = `customer:${organizationId}`;
    const { id } = await stripe.customers.create({ metadata: { organizationId } }, { idempotencyKey });
    return id;
  },

  forgetContact: async (customerId, { email, names }) => {
    const customer = await unlessMissing(stripe.customers.retrieve(customerId));
    if (!customer || customer.deleted || customer.email?.toLowerCase() !== email.toLowerCase()) return;
    const isNamed = names.includes(customer.name ?? '');
    await stripe.customers.update(customerId, { email: '', ...(isNamed && { name: '' }) });
  },
});
