import type Stripe from 'stripe';
import { customerWith, priceOf } from './stripeBilling.js';
import type { StripeSimulation } from './stripeSimulation.js';

/** Where a checkout leads its buyer. */
export const checkoutUrls = {
  success_url: 'https://northwind.example/done?s={CHECKOUT_SESSION_ID}',
  cancel_url: 'https://northwind.example',
};

/** A customer without a card, and a checkout that sells a plan of 29.00 and three seats of 5.00. */
export async function openCheckout(
  simulation: StripeSimulation,
  rest: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<Readonly<{ session: Stripe.Checkout.Session; customer: string }>> {
  const customer = await customerWith(simulation, null);
  const price = await priceOf(simulation, 2900);
  const seat = await priceOf(simulation, 500);
  const session = await simulation.stripe.checkout.sessions.create({
    mode: 'subscription',
    customer: customer.id,
    client_reference_id: 'org-1',
    line_items: [
      { price: price.id, quantity: 1 },
      { price: seat.id, quantity: 3, adjustable_quantity: { enabled: true } },
    ],
    subscription_data: { metadata: { organizationId: 'org-1' } },
    metadata: { organizationId: 'org-1' },
    ...checkoutUrls,
    ...rest,
  });
  return { session, customer: customer.id };
}
