import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BillingAnswer, BillingClient } from '../support/billingClient.js';
import { RunningProduct } from '../support/runningProduct.js';

const product = new RunningProduct();

beforeAll(async () => {
  await product.start();
});
afterAll(() => product.dispose());

const seconds = (instant: string): number => Math.floor(Date.parse(instant) / 1_000);

const previewed = (client: BillingClient, body: object): Promise<BillingAnswer> =>
  client.send('POST', 'subscription/preview', body);

/** What the customer has been invoiced at Stripe, oldest first. */
async function invoiced(client: BillingClient) {
  const { body } = await client.ask('subscription');
  const { data } = await client.stripe.invoices.list({ customer: body.customerId, limit: 100 });
  return data.map(({ total, amount_due }) => ({ total, due: amount_due })).reverse();
}

type Story = Readonly<{ preview: BillingAnswer; trialEnds: number | null; renews: number }>;

/** Starts as previewed, and tells what was shown and when the next charge is due. */
async function starts(organizationId: string, wanted: object): Promise<Story> {
  const client = new BillingClient(product, organizationId);
  const preview = await previewed(client, wanted);
  const started = await client.send('POST', 'subscription', { paymentMethodId: 'pm_card_visa', ...wanted });
  expect(started).toMatchObject({ status: 201 });
  const { trialEndsAt, currentPeriodEnd } = started.body;
  return { preview, trialEnds: trialEndsAt && seconds(trialEndsAt), renews: seconds(currentPeriodEnd) };
}

const stories = new Map<string, Story>();
const purchases = {
  plain: { planId: 'starter', seats: 6 },
  trial: { planId: 'pro', currency: 'eur' },
  noTrial: { planId: 'pro', currency: 'eur', trial: false },
  forever: { planId: 'starter', couponCode: 'forever' },
  once: { planId: 'starter', couponCode: 'once' },
  twoMonths: { planId: 'starter', couponCode: 'twoMonths' },
  oneMonth: { planId: 'starter', couponCode: 'oneMonth' },
  trialOnce: { planId: 'pro', couponCode: 'WELCOME' },
  credited: { planId: 'starter' },
};

/** Coupons, a promotion code and credit; then everybody starts, and Stripe's clock passes the next charge of all. */
beforeAll(async () => {
  const client = new BillingClient(product, 'credited');
  const { stripe } = client;
  await stripe.coupons.create({ id: 'forever', duration: 'forever', percent_off: 25 });
  await stripe.coupons.create({ id: 'once', duration: 'once', amount_off: 900, currency: 'usd' });
  await stripe.coupons.create({ id: 'twoMonths', duration: 'repeating', duration_in_months: 2, percent_off: 50 });
  await stripe.coupons.create({ id: 'oneMonth', duration: 'repeating', duration_in_months: 1, percent_off: 50 });
  await stripe.coupons.create({ id: 'tenth', duration: 'once', percent_off: 10 });
  await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: 'tenth' }, code: 'WELCOME' });
  await client.send('POST', 'payment-methods', { paymentMethodId: 'pm_card_visa' });
  const { data } = await stripe.customers.search({ query: "metadata['organizationId']:'credited'" });
  await stripe.customers.createBalanceTransaction(String(data[0]?.id), { amount: -2_500, currency: 'usd' });
  for (const [organizationId, wanted] of Object.entries(purchases)) {
    stories.set(organizationId, await starts(organizationId, wanted));
  }
  const last = Math.max(...[...stories.values()].map(({ renews }) => renews));
  await client.control('clock', { to: last + 2 * 3_600, settle: true });
});

describe('the preview of a first subscription', () => {
  it.each([
    ['plain', { subtotal: 3_400, discount: 0, amountDue: 3_400 }, 3_400],
    ['trial', { subtotal: 0, discount: 0, amountDue: 0 }, 4_500],
    ['noTrial', { subtotal: 4_500, discount: 0, amountDue: 4_500 }, 4_500],
    ['forever', { subtotal: 1_900, discount: 475, amountDue: 1_425 }, 1_425],
    ['once', { subtotal: 1_900, discount: 900, amountDue: 1_000 }, 1_900],
    ['twoMonths', { subtotal: 1_900, discount: 950, amountDue: 950 }, 950],
    ['oneMonth', { subtotal: 1_900, discount: 950, amountDue: 950 }, 1_900],
    // A coupon for one invoice waits for one that it takes something off.
    ['trialOnce', { subtotal: 0, discount: 0, amountDue: 0 }, 4_410],
    ['credited', { subtotal: 1_900, discount: 0, total: 1_900, amountDue: 0 }, 1_300],
  ] as const)('says to the cent what is due now and next: %s', async (organizationId, now, next) => {
    const { preview, trialEnds, renews } = stories.get(organizationId) as Story;
    const start = { kind: 'start', timing: 'now', effectiveAt: null, prorationDate: null };
    expect(preview).toMatchObject({ status: 200, body: { ...start, ...now, nextCharge: { amountDue: next } } });
    const { lines, subtotal, discount, tax, total, amountDue, nextCharge, trialEndsAt } = preview.body;
    expect(lines.reduce((sum: number, { amount }: { amount: number }) => sum + amount, 0)).toBe(subtotal);
    expect(subtotal - discount + tax).toBe(total);
    expect(trialEndsAt === null).toBe(trialEnds === null);
    expect(Math.abs(seconds(nextCharge.at) - (trialEnds ?? renews))).toBeLessThan(30);
    const [first, second] = await invoiced(new BillingClient(product, organizationId));
    expect(first).toEqual({ total, due: amountDue });
    expect(second).toEqual({ total: nextCharge.total, due: nextCharge.amountDue });
  });

  it('makes nothing at Stripe', async () => {
    const client = new BillingClient(product, 'onlyLooks');
    const before = await client.stripe.customers.list({ limit: 100 });
    await client.stripe.coupons.create({ id: 'single', duration: 'once', percent_off: 10, max_redemptions: 1 });
    const wanted = { planId: 'starter', interval: 'year', couponCode: 'single' };
    expect(await previewed(client, wanted)).toMatchObject({ status: 200, body: { total: 17_100 } });
    expect(await previewed(client, wanted)).toMatchObject({ status: 200, body: { total: 17_100 } });
    expect((await client.stripe.customers.list({ limit: 100 })).data).toHaveLength(before.data.length);
    expect(await client.ask('subscription')).toMatchObject({ status: 404 });
  });

  it('answers what cannot be bought so', async () => {
    const client = new BillingClient(product, 'confused');
    const asked = (body: object) => client.send('POST', 'subscription/preview', body);
    expect(await asked({})).toMatchObject({ status: 404, body: { code: 'subscription_not_found' } });
    expect(await asked({ planId: 'nonesuch' })).toMatchObject({ status: 422, body: { code: 'plan_not_offered' } });
    const refused = async (body: object, code: string) =>
      expect(await asked({ planId: 'starter', ...body })).toMatchObject({ status: 422, body: { code } });
    await refused({ currency: 'jpy' }, 'plan_not_sold_so');
    await refused({ seats: 21 }, 'seats_out_of_range');
    await refused({ couponCode: 'nonesuch' }, 'coupon_unusable');
    await refused({ prorationDate: '2026-11-24T00:00:00.000Z' }, 'only_when_changing');
    for (const bad of [
      { seats: 0 },
      { seats: 1.5 },
      { currency: 'USD' },
      { trial: 'no' },
      { price: 1 },
      { interval: 'day' },
    ])
      expect(await asked({ planId: 'starter', ...bad })).toMatchObject({ status: 422 });
    await client.send('POST', 'subscription', { planId: 'starter', paymentMethodId: 'pm_card_visa' });
    await refused({ seats: 5, trial: true }, 'only_when_starting');
    await refused({ seats: 5, couponCode: 'forever' }, 'only_when_starting');
    await refused({ seats: 5, currency: 'eur' }, 'currency_mismatch');
  });
});
