import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BillingAnswer, BillingClient } from '../support/billingClient.js';
import { RunningProduct } from '../support/runningProduct.js';
import { until } from '../support/until.js';

const product = new RunningProduct();

beforeAll(async () => {
  await product.start();
});
afterAll(() => product.dispose());

const seconds = (instant: string): number => Math.floor(Date.parse(instant) / 1_000);

/** An organization on a plan, paid with a card that works. */
async function subscribed(organizationId: string, body: object): Promise<BillingClient> {
  const client = new BillingClient(product, organizationId);
  const started = await client.send('POST', 'subscription', { paymentMethodId: 'pm_card_visa', ...body });
  expect(started).toMatchObject({ status: 201, body: { status: 'active' } });
  return client;
}

/** Totals of the customer's invoices at Stripe, oldest first. */
async function invoiced(client: BillingClient): Promise<number[]> {
  const { body } = await client.ask('subscription');
  const { data } = await client.stripe.invoices.list({ customer: body.customerId, limit: 100 });
  return data.map(({ total }) => total).reverse();
}

/** Lets time pass at Stripe until the present period is over. */
async function nextPeriod(client: BillingClient): Promise<void> {
  const { body } = await client.ask('subscription');
  await client.control('clock', { to: seconds(body.currentPeriodEnd) + 1, settle: true });
}

describe('changing a subscription', () => {
  it('to a dearer plan holds at once and is charged what the preview said, to the cent', async () => {
    const client = await subscribed('upgrades', { planId: 'starter', seats: 4 });
    const wanted = { planId: 'pro', seats: 7 };
    const preview = await client.send('POST', 'subscription/preview', wanted);
    expect(preview).toMatchObject({ status: 200, body: { timing: 'now', currency: 'usd' } });
    const { lines, subtotal, tax, total, amountDue, prorationDate } = preview.body;
    expect(lines.reduce((sum: number, { amount }: { amount: number }) => sum + amount, 0)).toBe(subtotal);
    expect(subtotal + tax).toBe(total);
    const changed = await client.send('PATCH', 'subscription', { ...wanted, prorationDate });
    expect(changed).toMatchObject({
      status: 200,
      body: { planId: 'pro', seats: 7, status: 'active', scheduledChange: null },
    });
    expect(await invoiced(client)).toEqual([2_400, total]);
    expect(amountDue).toBe(total);

    const explanation = `invoices/${changed.body.latestInvoiceId}/explain`;
    await until(async () => (await client.ask(explanation)).status === 200);
    for (const { events } of (await client.ask(explanation)).body.lines)
      expect(events.slice(1)).toMatchObject([
        { type: 'BillingRequested', actor: 'user:tester' },
        { type: expect.stringMatching(/^Subscription/) },
      ]);
  });

  it('to a cheaper plan waits for the end of the period, can be taken back, and then holds', async () => {
    const client = await subscribed('downgrades', { planId: 'enterprise' });
    expect(await client.send('POST', 'subscription/preview', { planId: 'starter' })).toMatchObject({
      body: { timing: 'periodEnd', dueNow: 0, seats: { from: 25, to: 3, reduced: true } },
    });
    const scheduled = await client.send('PATCH', 'subscription', { planId: 'starter' });
    expect(scheduled).toMatchObject({
      status: 200,
      body: {
        ...{ planId: 'enterprise', seats: 25, scheduledChange: { target: { planId: 'starter', seats: 3 } } },
        seatsChange: { from: 25, to: 3, reduced: true },
      },
    });
    expect(await client.send('PATCH', 'subscription', { planId: 'pro' })).toMatchObject({
      status: 409,
      body: { code: 'change_already_scheduled' },
    });
    const undone = await client.send('DELETE', 'subscription/scheduled-change');
    expect(undone).toMatchObject({ status: 200, body: { planId: 'enterprise', scheduledChange: null } });
    expect(await client.send('DELETE', 'subscription/scheduled-change')).toMatchObject({ status: 409 });

    await client.send('PATCH', 'subscription', { planId: 'starter' });
    expect(await invoiced(client)).toEqual([49_900]);
    await nextPeriod(client);
    await until(async () => (await client.ask('subscription')).body.planId === 'starter');
    const { body } = await client.ask('subscription');
    expect(body).toMatchObject({
      planId: 'starter',
      planVersion: 1,
      seats: 3,
      scheduledChange: null,
      status: 'active',
    });
    expect(body.items.map(({ lookupKey }: { lookupKey: string }) => lookupKey.split(':')[1])).toEqual(
      body.items.map(() => 'starter'),
    );
    expect(await invoiced(client)).toEqual([49_900, 1_900]);
  });

  it('to more seats is charged now, and to fewer at the next renewal', async () => {
    const client = await subscribed('seats', { planId: 'starter' });
    const more = await client.send('PATCH', 'subscription', { seats: 5 });
    expect(more).toMatchObject({ status: 200, body: { seats: 5, planId: 'starter', scheduledChange: null } });
    const fewer = await client.send('PATCH', 'subscription', { seats: 3 });
    expect(fewer).toMatchObject({ status: 200, body: { seats: 5, scheduledChange: { target: { seats: 3 } } } });
    await nextPeriod(client);
    await until(async () => (await client.ask('subscription')).body.seats === 3);
    expect((await invoiced(client)).at(-1)).toBe(1_900);
  });

  it('to another interval begins a period of its own, with credit for the old one', async () => {
    const client = await subscribed('yearly', { planId: 'starter' });
    const changed = await client.send('PATCH', 'subscription', { interval: 'year' });
    expect(changed).toMatchObject({ status: 200, body: { interval: 'year', planId: 'starter' } });
    const [first, second = 0] = await invoiced(client);
    expect(first).toBe(1_900);
    expect(second).toBeGreaterThan(19_000 - 1_900 - 1);
    expect(second).toBeLessThanOrEqual(19_000);
  });

  it('with a card that is declined answers 402 and leaves all as it was', async () => {
    const client = await subscribed('declined', { planId: 'starter' });
    const failing = await client.send('POST', 'payment-methods', {
      paymentMethodId: 'pm_card_chargeCustomerFail',
      makeDefault: true,
    });
    expect(failing).toMatchObject({ status: 201, body: { isDefault: true } });
    const made = await client.send('POST', `payment-methods/${failing.body.paymentMethodId}/default`);
    const before = (await client.ask('subscription', made.position)).body;
    expect(before.defaultPaymentMethodId).toBe(failing.body.paymentMethodId);
    const refused = await client.send('PATCH', 'subscription', { planId: 'enterprise' });
    expect(refused).toMatchObject({ status: 402, body: { code: 'card_declined' } });
    const { latestInvoiceId: _, ...after } = (await client.ask('subscription', refused.position)).body;
    expect(before).toMatchObject(after);
  });
});

describe('the rest of its life', () => {
  it('cancels at the end of the period, is kept, and ends now', async () => {
    const client = await subscribed('leaves', { planId: 'starter' });
    const leaving = await client.send('DELETE', 'subscription');
    expect(leaving).toMatchObject({ status: 200, body: { status: 'active', cancelAtPeriodEnd: true } });
    expect(leaving.body.cancelAt).toBe(leaving.body.currentPeriodEnd);
    const kept = await client.send('POST', 'subscription/resume');
    expect(kept).toMatchObject({ status: 200, body: { cancelAt: null, cancelAtPeriodEnd: false } });
    expect(await client.send('POST', 'subscription/resume')).toMatchObject({
      status: 409,
      body: { code: 'nothing_to_resume' },
    });
    const ended = await client.send('DELETE', 'subscription?when=now');
    expect(ended).toMatchObject({ status: 200, body: { status: 'canceled' } });
    expect(await client.send('DELETE', 'subscription')).toMatchObject({ status: 404 });
  });

  it('is paused and resumed', async () => {
    const client = await subscribed('pauses', { planId: 'starter' });
    const paused = await client.send('POST', 'subscription/pause');
    expect(paused).toMatchObject({ status: 200, body: { status: 'paused' } });
    expect(await client.send('POST', 'subscription/pause')).toMatchObject({ status: 409 });
    const resumed = await client.send('POST', 'subscription/resume');
    expect(resumed).toMatchObject({ status: 200, body: { status: 'active' } });
  });

  it('takes a coupon once', async () => {
    const client = await subscribed('saves', { planId: 'starter' });
    await client.stripe.coupons.create({ id: 'half', percent_off: 50, duration: 'forever' });
    const applied = await client.send('POST', 'coupon', { code: 'half' });
    expect(applied).toMatchObject({ status: 200, body: { discounts: [{ couponId: 'half', percentOff: 50 }] } });
    expect(await client.send('POST', 'coupon', { code: 'half' })).toMatchObject({
      status: 409,
      body: { code: 'coupon_already_applied' },
    });
    expect(await client.send('POST', 'coupon', { code: 'nonesuch' })).toMatchObject({
      status: 422,
      body: { code: 'coupon_unusable' },
    });
  });

  it('can be asked for as of every moment it was shown', async () => {
    const client = await subscribed('remembers', { planId: 'starter' });
    const shown: BillingAnswer[] = [];
    const remember = async (answer: BillingAnswer) => shown.push(await client.ask('subscription', answer.position));
    await remember(await client.send('PATCH', 'subscription', { seats: 6 }));
    await remember(await client.send('PATCH', 'subscription', { seats: 4 }));
    await remember(await client.send('DELETE', 'subscription/scheduled-change'));
    await remember(await client.send('DELETE', 'subscription'));
    await remember(await client.send('DELETE', 'subscription?when=now'));
    for (const { position, body } of shown)
      expect((await client.ask(`subscription?asOf=${position}`)).body).toEqual(body);
    expect(await client.ask('subscription?asOf=0')).toMatchObject({ status: 404 });
    const notYet = { status: 422, body: { code: 'as_of_not_yet' } };
    for (const path of ['subscription', 'entitlements', 'entitlements/audit_log']) {
      expect(await client.ask(`${path}?asOf=9000000000000000000`)).toMatchObject(notYet);
      expect(await client.ask(`${path}?asOf=2999-01-01T00:00:00Z`)).toMatchObject(notYet);
    }
    expect(await client.ask('subscription?asOf=yesterday')).toMatchObject({ status: 422 });
  });
});
