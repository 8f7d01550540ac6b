import Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stripeClient } from '../../infrastructure/stripe/stripeClient.js';
import { stripeEndpoints } from '../../infrastructure/stripe/stripeEndpoints.js';
import { BillingClient } from '../support/billingClient.js';
import { newDataFolder } from '../support/dataFolder.js';
import { freePort } from '../support/freePort.js';
import { ProductClient } from '../support/productClient.js';
import { runTool } from '../support/productTool.js';
import { RunningProduct } from '../support/runningProduct.js';
import { until } from '../support/until.js';

const product = new RunningProduct();
beforeAll(async () => {
  await product.start();
});
afterAll(() => product.dispose());

const organizationId = 'f6a41f63-0d3c-4be1-8c51-2f1f7d7f2a11';
const address = () => String(product.runtime().stripeSimulator);
const simulated = () => {
  const { hostname: host, port } = new URL(address());
  return new Stripe('sk_test_objecta', { host, port, protocol: 'http' });
};
const control = async (path: string, body: object): Promise<Record<string, number>> => {
  const answer = await fetch(`${address()}/_sim${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_objecta', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as Record<string, number>;
};
const delivered = async () => {
  const { pending, waiting, failed } = await control('/webhooks/flush', {});
  return pending === 0 && waiting === 0 && failed === 0;
};

it('the simulator that runs with the product tells it everything, across restarts on other ports', async () => {
  expect(product.output).toContain(address());
  const customer = await simulated().customers.create({ metadata: { organizationId } });
  const price = await simulated().prices.create({
    ...{ currency: 'usd', unit_amount: 4900, product_data: { name: 'Pro' } },
    recurring: { interval: 'month' },
  });
  const method = await simulated().paymentMethods.attach('pm_card_visa', { customer: customer.id });
  const metadata = { organizationId, planId: 'pro', planVersion: '1' };
  const items = [{ price: price.id }];
  const given = { customer: customer.id, items, default_payment_method: method.id, metadata };
  expect((await simulated().subscriptions.create(given)).status).toBe('active');
  await until(delivered);
  const client = () => new ProductClient(product);
  await until(async () => {
    const { body } = await client().get(organizationId, 'billing/invoices');
    return (body as { data?: unknown[] }).data?.length === 1;
  });

  await control('/webhooks/mode', { hold: true });
  await simulated().customers.update(customer.id, { name: 'told after the restart' });
  await product.stop();
  await product.start();
  await control('/webhooks/mode', { release: true });
  await until(delivered);
  const { data } = await simulated().events.list({ delivery_success: false });
  expect(data).toEqual([]);
});

it('a product with a key of its own does the same by its configuration alone', async () => {
  const key = { secretKey: 'sk_test_of_the_seller', url: address() };
  const port = await freePort();
  const webhooks = `http://127.0.0.1:${port}/api/v1/billing/webhooks/stripe`;
  const connected = await stripeEndpoints(stripeClient(key)).connect(webhooks);
  const seller = new RunningProduct(newDataFolder(), {
    PORT: String(port),
    STRIPE_SECRET_KEY: key.secretKey,
    STRIPE_API_URL: key.url,
    STRIPE_WEBHOOK_SECRET: connected.map(({ secret }) => secret).join(','),
  });
  try {
    expect((await seller.start()).stripeSimulator).toBeUndefined();
    const client = new BillingClient(seller, 'buyer');
    const started = await client.send('POST', 'subscription', { planId: 'starter', paymentMethodId: 'pm_card_visa' });
    expect(started).toMatchObject({ status: 201, body: { status: 'active', planId: 'starter' } });
    await until(async () => (await client.ask('invoices?status=paid')).body.data.length === 1);
    const { id } = await stripeClient(key).invoiceItems.create({
      customer: started.body.customerId,
      amount: 500,
      currency: 'usd',
    });
    await until(async () => JSON.stringify((await client.ask('notices')).body).includes(id));
    const again = await runTool(seller, 'webhooks', 'connect', webhooks);
    expect(again).toMatchObject({ failure: null, printed: expect.stringContaining('as before') });
    expect(await runTool(seller, 'reconcile')).toMatchObject({ failure: null });
  } finally {
    await seller.dispose();
  }
});
