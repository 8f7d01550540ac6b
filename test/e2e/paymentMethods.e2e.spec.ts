import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BillingClient } from '../support/billingClient.js';
import { SharedProduct } from '../support/sharedProduct.js';
import { until } from '../support/until.js';

const product = new SharedProduct();
const ours = 'http://localhost:3001';

beforeAll(async () => {
  await product.start();
});
afterAll(() => product.dispose());

describe('saved payment methods', () => {
  it('are saved, made the default, and removed for good', async () => {
    const client = new BillingClient(product, 'saves');
    const visa = await client.send('POST', 'payment-methods', { paymentMethodId: 'pm_card_visa' });
    expect(visa).toMatchObject({ status: 201, body: { brand: 'visa', isDefault: true } });
    const other = await client.send('POST', 'payment-methods', { paymentMethodId: 'pm_card_mastercard' });
    expect(other).toMatchObject({ status: 201, body: { brand: 'mastercard', isDefault: false } });

    const { paymentMethodId } = other.body;
    const made = await client.send('POST', `payment-methods/${paymentMethodId}/default`);
    expect(made).toMatchObject({ status: 200, body: { paymentMethodId, isDefault: true } });
    const listed = await client.ask('payment-methods', made.position);
    expect(listed.body.data.map(({ isDefault }: { isDefault: boolean }) => isDefault)).toEqual([true, false]);

    const gone = await client.send('DELETE', `payment-methods/${visa.body.paymentMethodId}`);
    expect(gone.status).toBe(204);
    expect((await client.ask('payment-methods', gone.position)).body.data).toMatchObject([{ paymentMethodId }]);
    expect(await client.send('DELETE', `payment-methods/${visa.body.paymentMethodId}`)).toMatchObject({
      status: 404,
      body: { code: 'payment_method_not_found' },
    });
  });

  it('do not lose the one that a subscription is charged to', async () => {
    const client = new BillingClient(product, 'charged');
    await client.send('POST', 'subscription', { planId: 'starter', paymentMethodId: 'pm_card_visa' });
    const [first] = (await client.ask('payment-methods')).body.data;
    expect(await client.send('DELETE', `payment-methods/${first.paymentMethodId}`)).toMatchObject({
      status: 409,
      body: { code: 'payment_method_in_use' },
    });
    const second = { paymentMethodId: 'pm_card_mastercard', makeDefault: true };
    const { body } = await client.send('POST', 'payment-methods', second);
    const made = await client.send('POST', `payment-methods/${body.paymentMethodId}/default`);
    expect((await client.ask('subscription', made.position)).status).toBe(200);
    const { data } = await client.stripe.subscriptions.list({ limit: 100 });
    const mine = data.find(({ metadata }) => metadata.organizationId === 'charged');
    expect(mine?.default_payment_method).toBe(body.paymentMethodId);
  });

  it('that the bank declines are refused with its reason', async () => {
    const client = new BillingClient(product, 'refused');
    const declined = { paymentMethodId: 'pm_card_visa_chargeDeclined' };
    expect(await client.send('POST', 'payment-methods', declined)).toMatchObject({
      status: 402,
      body: { code: 'card_declined', declineCode: 'generic_decline' },
    });
    expect((await client.ask('payment-methods')).body.data).toEqual([]);
  });

  it('belong to one organization: another does not see or remove them', async () => {
    const mine = new BillingClient(product, 'mine');
    const others = new BillingClient(product, 'others');
    const { body, position } = await mine.send('POST', 'payment-methods', { paymentMethodId: 'pm_card_visa' });
    expect((await others.ask('payment-methods', position)).body.data).toEqual([]);
    expect(await others.send('DELETE', `payment-methods/${body.paymentMethodId}`)).toMatchObject({ status: 404 });
  });
});

describe('hosted pages', () => {
  const back = { successUrl: `${ours}/done`, cancelUrl: `${ours}/plans` };

  it('sell a subscription that becomes the organization’s own', async () => {
    const client = new BillingClient(product, 'buys');
    const opened = await client.send('POST', 'checkout-session', { planId: 'starter', ...back });
    expect(opened).toMatchObject({ status: 201, body: { url: expect.stringMatching(/^https?:/) } });
    const { data } = await client.stripe.checkout.sessions.list({ limit: 100 });
    const session = data.find(({ client_reference_id }) => client_reference_id === 'buys');
    await client.control(`checkout/${session?.id}/complete`, { payment_method: 'pm_card_visa' });
    await until(async () => (await client.ask('subscription')).body.status === 'active');
    expect((await client.ask('subscription')).body).toMatchObject({ planId: 'starter', planVersion: 1, seats: 3 });
  });

  it('manage the customer, and send nobody to somebody else’s page', async () => {
    const client = new BillingClient(product, 'manages');
    const opened = await client.send('POST', 'portal-session', { returnUrl: `${ours}/billing` });
    expect(opened).toMatchObject({ status: 201, body: { url: expect.stringMatching(/^https?:/) } });
    expect(await client.send('POST', 'portal-session', { returnUrl: 'https://evil.example/' })).toMatchObject({
      status: 422,
      body: { code: 'address_not_allowed' },
    });
  });
});
