import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BillingClient } from '../support/billingClient.js';
import { SharedProduct } from '../support/sharedProduct.js';
import { until } from '../support/until.js';

const product = new SharedProduct();
const of = (organizationId: string) => new BillingClient(product, organizationId);

beforeAll(async () => {
  await product.start();
});
afterAll(() => product.dispose());

/** Charges that took money from the organization's customer, in the order they were made. */
async function charged(client: BillingClient): Promise<number[]> {
  const { body } = await client.ask('subscription');
  const { data } = await client.stripe.charges.list({ customer: body.customerId, limit: 100 });
  return data
    .filter(({ paid }) => paid)
    .map(({ amount }) => amount)
    .reverse();
}

describe('starting a subscription', () => {
  it('answers 201 with it, charged once, the card saved and the default', async () => {
    const client = of('starts');
    const started = await client.send('POST', 'subscription', { planId: 'starter', paymentMethodId: 'pm_card_visa' });
    expect(started).toMatchObject({
      status: 201,
      body: { status: 'active', planId: 'starter', planVersion: 1, seats: 3, interval: 'month', clientSecret: null },
    });
    const { requestId, clientSecret: _, ...subscription } = started.body;
    expect((await client.ask('subscription', started.position)).body).toEqual(subscription);
    expect(await charged(client)).toEqual([1_900]);
    expect((await client.ask('payment-methods', started.position)).body.data).toMatchObject([
      { brand: 'visa', last4: '4242', isDefault: true },
    ]);
    expect((await client.ask(`requests/${requestId}`)).body).toMatchObject({ status: 'succeeded' });
  });

  it('is one subscription however often it is asked for under one key, and another key is told', async () => {
    const client = of('again');
    const body = { planId: 'starter', paymentMethodId: 'pm_card_visa', seats: 5 };
    const [first, second] = await Promise.all([
      client.send('POST', 'subscription', body, 'the-key'),
      client.send('POST', 'subscription', body, 'another-key'),
    ]);
    expect([first.status, second.status].sort()).toEqual([201, 409]);
    const [won, key] = first.status === 201 ? [first, 'the-key'] : [second, 'another-key'];
    const again = await client.send('POST', 'subscription', body, key);
    expect(again).toMatchObject({ status: 201, replayed: true, body: won.body });
    expect(await charged(client)).toEqual([2_900]);
    expect(await client.send('POST', 'subscription', { ...body, seats: 6 }, key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    expect(await client.send('POST', 'subscription', body, 'later-key')).toMatchObject({
      status: 409,
      body: { code: 'subscription_already_started' },
    });
  });

  it.each([
    ['pm_card_visa_chargeDeclined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
    ['pm_card_chargeCustomerFail', 'generic_decline'],
  ])('with %s answers 402 with the reason and leaves nothing', async (paymentMethodId, declineCode) => {
    const client = of(`declined-${paymentMethodId}`);
    const refused = await client.send('POST', 'subscription', { planId: 'starter', paymentMethodId });
    expect(refused).toMatchObject({ status: 402, body: { code: 'card_declined', declineCode } });
    expect(await client.ask('subscription', refused.position)).toMatchObject({ status: 404 });
    const started = await client.send('POST', 'subscription', { planId: 'starter', paymentMethodId: 'pm_card_visa' });
    expect(started).toMatchObject({ status: 201, body: { status: 'active' } });
    expect(await charged(client)).toEqual([1_900]);
    expect((await client.ask('payment-methods', started.position)).body.data).toMatchObject([{ last4: '4242' }]);
  });

  it('with a card that asks for 3-D Secure is incomplete until its holder has confirmed', async () => {
    const client = of('confirms');
    const body = { planId: 'starter', paymentMethodId: 'pm_card_authenticationRequired' };
    const started = await client.send('POST', 'subscription', body);
    expect(started).toMatchObject({ status: 201, body: { status: 'incomplete' } });
    const secret = String(started.body.clientSecret);
    expect(secret).toMatch(/^pi_\w+_secret_\w+$/);
    await client.control(`payment_intents/${secret.split('_secret_')[0]}/authenticate`, {});
    await until(async () => (await client.ask('subscription')).body.status === 'active');
    expect(await charged(client)).toEqual([1_900]);
  });

  it('on a plan with a trial charges nothing yet, with or without a card', async () => {
    const client = of('tries');
    const started = await client.send('POST', 'subscription', { planId: 'pro' });
    expect(started).toMatchObject({ status: 201, body: { status: 'trialing', planId: 'pro', seats: 5 } });
    expect(await charged(client)).toEqual([]);
  });

  it('on a plan that costs needs something to charge, and one that does not needs nothing', async () => {
    const client = of('unpaid');
    const refused = await client.send('POST', 'subscription', { planId: 'starter' });
    expect(refused).toMatchObject({ status: 402, body: { code: 'payment_method_required' } });
    const free = await client.send('POST', 'subscription', { planId: 'free' });
    expect(free).toMatchObject({ status: 201, body: { status: 'active', planId: 'free' } });
  });

  it.each([
    [{ planId: 'nonesuch' }, 422, 'plan_not_offered'],
    [{ planId: 'starter', currency: 'gbp' }, 422, 'plan_not_sold_so'],
    [{ planId: 'starter', seats: 21 }, 422, 'seats_out_of_range'],
    [{ planId: 'starter', seats: 0 }, 422, 'invalid_body'],
    [{ planId: 'starter', paymentMethodId: 'pm_unknown' }, 422, 'payment_method_unusable'],
  ])('with %j is refused', async (body, status, code) => {
    const client = of('mistaken');
    expect(await client.send('POST', 'subscription', body)).toMatchObject({ status, body: { code } });
  });
});
