import type { Browser } from 'playwright-core';
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

it('shows every operation of the API, without a complaint from the browser', async () => {
  const page = await browser.newPage();
  const complaints = complaintsOf(page);

  await page.goto(String(product.runtime().http));
  expect(new URL(page.url()).pathname).toMatch(/^\/docs/);
  await page.getByText('Where Stripe delivers its events').waitFor();
  for (const summary of [
    'The subscription of your organization',
    'Invoices of your organization, newest first',
    'What happened in your organization',
  ]) {
    expect(await page.getByText(summary).first().isVisible()).toBe(true);
  }
  await page.getByText('The subscription of your organization').first().click();
  await page.getByText('application/problem+json').first().waitFor();
  expect(complaints).toEqual([]);
});
