import { afterAll, beforeAll, expect, it } from 'vitest';
import { BillingClient } from '../support/billingClient.js';
import { runTool } from '../support/productTool.js';
import { RunningProduct } from '../support/runningProduct.js';
import { until } from '../support/until.js';

const product = new RunningProduct();
const client = new BillingClient(product, 'swept');

beforeAll(async () => {
  await product.start();
});
afterAll(() => product.dispose());

it('takes in what Stripe never delivered, once', async () => {
  await client.send('POST', 'subscription', { planId: 'starter', paymentMethodId: 'pm_card_visa' });
  await client.control('webhooks/flush', {});
  await until(async () => (await client.ask('invoices?status=paid')).body.data.length === 1);
  const { customerId } = (await client.ask('subscription')).body;

  await client.control('webhooks/mode', { drop: 1_000 });
  const { id } = await client.stripe.paymentMethods.attach('pm_card_mastercard', { customer: customerId });
  await client.control('webhooks/flush', {});
  const known = async () =>
    (await client.ask('payment-methods')).body.data.map((each: { paymentMethodId: string }) => each.paymentMethodId);
  expect(await known()).not.toContain(id);

  const { printed } = await runTool(product, 'webhooks', 'sweep');
  expect(Number(/(\d+) of them had not been delivered/.exec(printed)?.[1])).toBeGreaterThanOrEqual(1);
  await until(async () => (await known()).includes(id));
  expect((await runTool(product, 'webhooks', 'sweep')).printed).toContain('0 of them had not been delivered');
  await client.control('webhooks/mode', { reset: true });
});

it('shows what is parked and tries it again when asked', async () => {
  await client.stripe.customers.create({ email: 'nobody@example.com' });
  await client.control('webhooks/flush', {});
  const parked = async () => (await runTool(product, 'webhooks', 'parked')).printed;
  await until(async () => (await parked()).includes('is not linked to an organization yet'));
  const [, eventId = ''] = /(evt_\w+) +customer\.created +billing\.syncFromStripe/.exec(await parked()) ?? [];
  expect((await runTool(product, 'webhooks', 'replay', eventId)).printed).toContain('1 parked event is tried again');
  expect((await runTool(product, 'webhooks', 'replay', 'all')).printed).toContain('tried again now');
  expect(await runTool(product, 'webhooks', 'replay', 'evt_nonesuch')).toMatchObject({
    failure: 'no event evt_nonesuch is parked',
  });
});
