import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandIdOf } from '../../api/http/middleware/idempotency.js';
import { billingAccountStream } from '../../domain/billing/streams.js';
import { BillingClient } from '../support/billingClient.js';
import { givenEvent } from '../support/givenOrganization.js';
import { withProductLog } from '../support/productLog.js';
import { RunningProduct } from '../support/runningProduct.js';
import { until } from '../support/until.js';

const product = new RunningProduct();

beforeAll(async () => {
  await product.start();
});
afterAll(() => product.dispose());

/** What Stripe has of an organization: its subscriptions, and the charges that took money. */
async function atStripe({ stripe, organizationId }: BillingClient) {
  const { data: customers } = await stripe.customers.list({ limit: 100 });
  const mine = customers.filter(({ metadata }) => metadata.organizationId === organizationId);
  const [customer] = mine;
  if (!customer) return { customers: 0, subscriptions: 0, charges: [] };
  const subscriptions = await stripe.subscriptions.list({ customer: customer.id, status: 'all', limit: 100 });
  const charges = await stripe.charges.list({ customer: customer.id, limit: 100 });
  return {
    customers: mine.length,
    subscriptions: subscriptions.data.length,
    charges: charges.data
      .filter(({ paid }) => paid)
      .map(({ amount }) => amount)
      .reverse(),
  };
}

const starts = { planId: 'starter', paymentMethodId: 'pm_card_visa' };
const once = { customers: 1, subscriptions: 1, charges: [1_900] };

describe('an answer of Stripe that is lost', () => {
  it.each([
    ['the connection breaks after the effect', { drop_connection: 'after' }],
    ['the connection breaks before it', { drop_connection: 'before' }],
    ['an error is answered after the effect', { status: 500, after_effect: true }],
    ['errors are answered until nobody asks again at once', { status: 500, after_effect: true, times: 9 }],
  ])('leaves one subscription and one charge when %s', async (name, fault) => {
    const client = new BillingClient(product, name);
    const match = { method: 'POST', path: '/v1/subscriptions' };
    await client.control('faults', { match, ...fault });
    const started = await client.send('POST', 'subscription', starts);
    expect([201, 202]).toContain(started.status);
    await until(async () => (await client.ask(`requests/${started.body.requestId}`)).body.status === 'succeeded');
    expect(await atStripe(client)).toEqual(once);
    await client.control('faults/clear', {});
  });

  it('charges an upgrade once', async () => {
    const client = new BillingClient(product, 'upgrades');
    const { body } = await client.send('POST', 'subscription', starts);
    const match = { method: 'POST', path: `/v1/subscriptions/${body.subscriptionId}` };
    await client.control('faults', { match, status: 500, after_effect: true, times: 4 });
    const changed = await client.send('PATCH', 'subscription', { seats: 9 });
    await until(async () => (await client.ask(`requests/${changed.body.requestId}`)).body.status === 'succeeded');
    const { charges } = await atStripe(client);
    expect(charges).toHaveLength(2);
    expect((await client.ask('subscription')).body).toMatchObject({ seats: 9 });
    await client.control('faults/clear', {});
  });

  it('leaves nothing undone of a request that is taken back meanwhile', async () => {
    const client = new BillingClient(product, 'withdraws');
    const { organizationId } = client;
    await client.send('POST', 'subscription', starts);
    await client.control('faults', { status: 503, times: 1_000_000 });
    const requestId = 'asked-in-vain';
    const request = {
      kind: 'attachPaymentMethod',
      paymentMethodId: 'pm_card_mastercard',
      makeDefault: false,
      subscriptionId: null,
    };
    const requestedAt = new Date(Date.now()).toISOString();
    await withProductLog(product.stores(), (log) =>
      givenEvent(log, organizationId, billingAccountStream(organizationId), {
        type: 'BillingRequested',
        data: { organizationId, requestId, request, requestedAt },
      }),
    );
    await until(async () => (await client.ask(`requests/${requestId}`)).body.status === 'open');
    const another = { paymentMethodId: 'pm_card_amex' };
    expect(await client.send('POST', 'payment-methods', another)).toMatchObject({ status: 409 });
    expect(await client.send('DELETE', `requests/${requestId}`)).toMatchObject({
      status: 200,
      body: { requestId, status: 'refused', code: 'withdrawn' },
    });
    expect(await client.send('DELETE', `requests/${requestId}`)).toMatchObject({ status: 404 });
    await client.control('faults/clear', {});
    expect(await client.send('POST', 'payment-methods', another)).toMatchObject({ status: 201 });
    const cards = (await client.ask('payment-methods')).body.data.map(({ brand }: { brand: string }) => brand);
    expect(cards.toSorted()).toEqual(['amex', 'visa']);
  });

  it('leaves one of each when the power goes between the effect and our record of it', async () => {
    const client = new BillingClient(product, 'power-cut');
    const match = { method: 'POST', path: '/v1/subscriptions' };
    await client.control('faults', { match, status: 500, after_effect: true, times: 1_000 });
    const asking = client.send('POST', 'subscription', starts, 'the-key').catch(() => undefined);
    await until(async () => (await atStripe(client)).subscriptions === 1);
    await product.killGroup();
    await asking;
    await product.start();
    await client.control('faults/clear', {});
    const requestId = commandIdOf('power-cut', 'tester', 'startSubscription', 'the-key');
    await until(async () => (await client.ask(`requests/${requestId}`)).body.status === 'succeeded');
    expect(await atStripe(client)).toEqual(once);
    expect((await client.ask('subscription')).body).toMatchObject({ status: 'active', planId: 'starter' });
  });
});
