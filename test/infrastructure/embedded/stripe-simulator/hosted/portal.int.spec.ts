import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerWith, priceOf } from '../../../../support/stripeBilling.js';
import { type StripeSimulation, startSimulation } from '../../../../support/stripeSimulation.js';

let simulation: StripeSimulation;
let stripe: Stripe;
beforeAll(async () => {
  simulation = await startSimulation();
  stripe = simulation.stripe;
});
afterAll(() => simulation.stop());

async function subscribed() {
  const customer = await customerWith(simulation);
  const price = await priceOf(simulation, 2900);
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    default_payment_method: String(customer.invoice_settings.default_payment_method),
  });
  return { customer: customer.id, subscription: subscription.id, price };
}

const session = (customer: string, rest: Partial<Stripe.BillingPortal.SessionCreateParams> = {}) =>
  stripe.billingPortal.sessions.create({ customer, return_url: 'https://northwind.example/billing', ...rest });
const act = (id: string, action: object) => simulation.control(`/portal/${id}/act`, action);

describe('the portal', () => {
  it('cancels at the end of the period, and takes that back', async () => {
    const { customer, subscription } = await subscribed();
    const { id, url } = await session(customer);
    expect(url).toContain(`/portal/${id}`);
    await act(id, { action: 'subscription_cancel', subscription });
    const canceled = await stripe.subscriptions.retrieve(subscription);
    expect(canceled).toMatchObject({ status: 'active', cancel_at: canceled.items.data[0]?.current_period_end });
    await act(id, { action: 'subscription_renew', subscription });
    expect(await stripe.subscriptions.retrieve(subscription)).toMatchObject({ cancel_at: null, canceled_at: null });
  });

  it('makes a new card the default of customer and subscriptions', async () => {
    const { customer, subscription } = await subscribed();
    const { id } = await session(customer);
    await act(id, { action: 'payment_method_update', payment_method: 'pm_card_mastercard' });
    const after = (await stripe.customers.retrieve(customer, {
      expand: ['invoice_settings.default_payment_method'],
    })) as Stripe.Customer;
    const card = after.invoice_settings.default_payment_method as Stripe.PaymentMethod;
    expect(card.card?.brand).toBe('mastercard');
    expect(await stripe.subscriptions.retrieve(subscription)).toMatchObject({ default_payment_method: card.id });
    await expect(
      act(id, { action: 'payment_method_update', payment_method: 'pm_card_visa_chargeDeclined' }),
    ).rejects.toThrow(/402/);
  });

  it('offers what its configuration says, and nothing else', async () => {
    const { customer, subscription, price } = await subscribed();
    const dearer = await priceOf(simulation, 5900);
    const { id: usual } = await session(customer);
    await expect(act(usual, { action: 'subscription_update', subscription, price: dearer.id })).rejects.toThrow(
      /does not offer/,
    );
    const configuration = await stripe.billingPortal.configurations.create({
      features: {
        subscription_cancel: { enabled: true, mode: 'immediately', proration_behavior: 'none' },
        subscription_update: {
          enabled: true,
          default_allowed_updates: ['price'],
          products: [{ product: String(dearer.product), prices: [dearer.id] }],
          proration_behavior: 'always_invoice',
        },
      },
    });
    expect(configuration).toMatchObject({
      active: true,
      is_default: false,
      features: { invoice_history: { enabled: false } },
    });
    const { id } = await session(customer, { configuration: configuration.id });
    await expect(act(id, { action: 'subscription_update', subscription, price: price.id })).rejects.toThrow(
      /does not offer/,
    );
    await act(id, { action: 'subscription_update', subscription, price: dearer.id });
    const changed = await stripe.subscriptions.retrieve(subscription);
    expect(changed.items.data.map((item) => item.price.id)).toEqual([dearer.id]);
    await act(id, { action: 'subscription_cancel', subscription });
    expect((await stripe.subscriptions.retrieve(subscription)).status).toBe('canceled');
    const { data } = await stripe.billingPortal.configurations.list({ is_default: true });
    expect(data).toHaveLength(1);
  });

  it('is a page that a person uses', async () => {
    const { customer, subscription } = await subscribed();
    const { url } = await session(customer, {
      flow_data: {
        type: 'subscription_cancel',
        subscription_cancel: { subscription },
        after_completion: { type: 'redirect', redirect: { return_url: 'https://northwind.example/gone' } },
      },
    });
    expect(await (await fetch(url)).text()).toContain(subscription);
    const body = new URLSearchParams({ action: 'subscription_cancel', subscription });
    const gone = await fetch(url, { method: 'POST', body, redirect: 'manual' });
    expect(gone.headers.get('location')).toBe('https://northwind.example/gone');
    expect((await stripe.subscriptions.retrieve(subscription)).cancel_at).not.toBeNull();
    expect((await fetch(`${simulation.simulator.url}/portal/bps_unknown`)).status).toBe(404);
  });

  it('is opened for customers and subscriptions that exist', async () => {
    const [one, other] = [await subscribed(), await subscribed()];
    await expect(session('cus_unknown')).rejects.toMatchObject({ code: 'resource_missing', param: 'customer' });
    const flow_data = {
      type: 'subscription_cancel' as const,
      subscription_cancel: { subscription: other.subscription },
    };
    await expect(session(one.customer, { flow_data })).rejects.toMatchObject({
      statusCode: 400,
      param: 'flow_data[subscription_cancel][subscription]',
    });
  });
});
