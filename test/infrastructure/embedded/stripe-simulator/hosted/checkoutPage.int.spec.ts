import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerWith } from '../../../../support/stripeBilling.js';
import { openCheckout, checkoutUrls as urls } from '../../../../support/stripeCheckout.js';
import { type StripeSimulation, startSimulation } from '../../../../support/stripeSimulation.js';

let simulation: StripeSimulation;
let stripe: Stripe;
beforeAll(async () => {
  simulation = await startSimulation();
  stripe = simulation.stripe;
});
afterAll(() => simulation.stop());

/** What a browser does with the page: posts its form and follows nowhere. */
const post = (url: string | null, fields: Record<string, string>) =>
  fetch(url ?? '', { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
const card = { number: '4242 4242 4242 4242', expiry: '12/34', cvc: '123' };

describe('the page of a checkout', () => {
  it('is filled in by a person, and leads back to the shop', async () => {
    const { session } = await openCheckout(simulation);
    const html = await (await fetch(session.url ?? '')).text();
    expect(html).toContain('€44.00');
    const wrong = await post(session.url, { ...card, number: '4242 4242 4242 4241' });
    expect([wrong.status, await wrong.text()]).toEqual([
      402,
      expect.stringContaining('Your card number is incorrect.'),
    ]);
    const late = await post(session.url, { ...card, expiry: '10/26' });
    expect(late.status).toBe(400);
    const done = await post(session.url, card);
    expect(done.status).toBe(302);
    expect(done.headers.get('location')).toBe(`https://northwind.example/done?s=${session.id}`);
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: 'paid' });
    expect((await fetch(session.url ?? '')).status).toBe(404);
  });

  it('asks the holder of a card that wants it, who may fail and try again', async () => {
    const { session, customer } = await openCheckout(simulation);
    const wanting = { ...card, number: '4000002760003184' };
    expect(await (await post(session.url, wanting)).text()).toContain('Complete authentication');
    const failed = await post(session.url, { ...wanting, authenticated: 'no' });
    expect(failed.status).toBe(402);
    expect((await stripe.subscriptions.list({ customer, status: 'all' })).data).toEqual([]);
    expect((await post(session.url, { ...wanting, authenticated: 'yes' })).status).toBe(302);
    expect((await stripe.subscriptions.list({ customer })).data).toMatchObject([{ status: 'active' }]);
  });

  it('saves a card and takes one payment, too', async () => {
    const customer = await customerWith(simulation, null);
    const setup = await stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'eur',
      customer: customer.id,
      ...urls,
    });
    expect((await post(setup.url, card)).status).toBe(302);
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
    const product = await stripe.products.create({ name: 'Setup' });
    const price = await stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: 4900 });
    const pay = await stripe.checkout.sessions.create({
      mode: 'payment',
      customer: customer.id,
      line_items: [{ price: price.id, quantity: 2 }],
      ...urls,
    });
    expect((await post(pay.url, card)).status).toBe(302);
    const done = await stripe.checkout.sessions.retrieve(pay.id, { expand: ['payment_intent'] });
    expect(done.payment_intent).toMatchObject({ amount_received: 9800, status: 'succeeded' });
  });
});
