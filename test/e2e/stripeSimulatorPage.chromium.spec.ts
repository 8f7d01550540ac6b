import type { Browser } from 'playwright-core';
import Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { complaintsOf, startBrowser } from '../support/browser.js';
import { RunningProduct } from '../support/runningProduct.js';

const product = new RunningProduct();
let browser: Browser;

beforeAll(async () => {
  await product.start();
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
  await product.dispose();
});

it('shows what there is, moves the clock and disturbs webhooks, without a complaint from the browser', async () => {
  const address = String(product.runtime().stripeSimulator);
  const { hostname: host, port } = new URL(address);
  const stripe = new Stripe('sk_test_objecta', { host, port, protocol: 'http' });
  const customer = await stripe.customers.create({ name: 'Shown <b>as text</b>' });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const complaints = complaintsOf(page);

  await page.goto(`${address}/?account=sk_test_objecta`);
  await page.getByRole('tab', { name: 'customers 1' }).click();
  await page.getByText('Shown <b>as text</b>').waitFor();
  await page.getByText(customer.id).waitFor();
  const before = (await stripe.customers.create({})).created;
  await page.getByRole('button', { name: '+1 day' }).click();
  await page.getByText(/^It is /).waitFor();
  expect((await stripe.customers.create({})).created).toBeGreaterThanOrEqual(before + 86_400);
  await page.getByRole('button', { name: 'Hold' }).click();
  await page.getByText('hold: true').waitFor();
  await page.getByRole('button', { name: 'All as it should be' }).click();
  await page.getByText(/Delivered as they should be/).waitFor();
  await page.getByRole('button', { name: 'wants 3-D Secure' }).click();
  await page.getByText('The next payment: wants 3-D Secure.').waitFor();
  expect(complaints).toEqual([]);
});
