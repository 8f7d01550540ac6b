import { afterAll, beforeAll, expect, it } from 'vitest';
import { stripeClient } from '../../infrastructure/stripe/stripeClient.js';
import { BillingClient } from '../support/billingClient.js';
import { ProductClient } from '../support/productClient.js';
import { runTool } from '../support/productTool.js';
import { RunningProduct } from '../support/runningProduct.js';
import { signedEvent } from '../support/signedEvent.js';
import { until } from '../support/until.js';

const product = new RunningProduct();
const client = new BillingClient(product, 'noticed');
let customer: string;
let subscriptionId: string;

beforeAll(async () => {
  await product.start();
  const started = await client.send('POST', 'subscription', { planId: 'starter', paymentMethodId: 'pm_card_visa' });
  customer = started.body.customerId;
  subscriptionId = started.body.subscriptionId;
});
afterAll(() => product.dispose());

const notices = async (kind: string) => (await client.ask(`notices?kind=${kind}`)).body.data;
const observed = async (kind: string) => (await notices(kind))[0]?.observed;
const customerNow = async () => (await client.ask('balance')).body.customers[0];
const told = async () => {
  const { body } = await new ProductClient(product).get('noticed', 'notifications?limit=200');
  return (body as { data: { type: string }[] }).data.map(({ type }) => type);
};
/** Delivers an event as Stripe signs it; the simulator knows no such object, so the event's own body stands. */
const deliver = async (type: string, object: object) => expect(await signedEvent(product, { type, object })).toBe(200);

it('discounts on a subscription are read anew', async () => {
  const { stripe } = client;
  await stripe.coupons.create({ id: 'third', percent_off: 30, duration: 'forever' });
  // Nothing but the discount's own event is delivered.
  await client.control('webhooks/mode', { drop: 100, types: ['customer.subscription.updated'] });
  await stripe.subscriptions.update(subscriptionId, { discounts: [{ coupon: 'third' }] });
  await until(async () => (await client.ask('subscription')).body.discounts[0]?.couponId === 'third');
  await stripe.subscriptions.update(subscriptionId, { discounts: '' });
  await until(async () => (await client.ask('subscription')).body.discounts.length === 0);
  await client.control('webhooks/mode', { reset: true });
});

it('a discount on the customer is read anew, and comes off what is billed', async () => {
  await client.stripe.coupons.create({ id: 'valued', percent_off: 20, duration: 'forever' });
  await client.control('webhooks/mode', { drop: 100, types: ['customer.updated'] });
  await client.control(`customers/${customer}/discount`, { coupon: 'valued' });
  await until(async () => (await customerNow())?.discount?.couponId === 'valued');
  const preview = await client.send('POST', 'subscription/preview', { planId: 'starter', seats: 5 });
  expect(preview).toMatchObject({ status: 200, body: { nextCharge: { total: 0.8 * 2_900 } } });
  await client.stripe.customers.deleteDiscount(customer);
  await until(async () => (await customerNow())?.discount === null);
  await client.control('webhooks/mode', { reset: true });
});

it('tax ids come with their verification and go again', async () => {
  const { stripe } = client;
  const { id } = await stripe.customers.createTaxId(customer, { type: 'eu_vat', value: 'DE111111111' });
  const vat = { taxIdId: id, type: 'eu_vat', value: 'DE111111111', country: 'DE', verification: 'verified' };
  await until(async () => (await customerNow())?.taxIds.length === 1);
  expect((await customerNow()).taxIds).toEqual([vat]);
  await stripe.customers.deleteTaxId(customer, id);
  await until(async () => (await customerNow())?.taxIds.length === 0);
});

it('a card that is saved on a page is a payment method, and one that is refused is told', async () => {
  const { stripe } = client;
  const setup = {
    customer,
    confirm: true,
    usage: 'off_session',
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  } as const;
  const saved = await stripe.setupIntents.create({ ...setup, payment_method: 'pm_card_mastercard' });
  await until(async () => (await observed('setup'))?.status === 'succeeded');
  const methods = (await client.ask('payment-methods')).body.data.map(
    (each: { paymentMethodId: string }) => each.paymentMethodId,
  );
  expect(methods).toContain(saved.payment_method);
  await expect(
    stripe.setupIntents.create({ ...setup, payment_method: 'pm_card_visa_chargeDeclined' }),
  ).rejects.toMatchObject({ code: 'card_declined' });
  await until(async () => (await told()).includes('billing.paymentMethodNotSaved'));
  expect(await observed('setup')).toMatchObject({ status: 'requires_payment_method', code: 'card_declined' });
});

it('a hosted purchase is followed to its end, also when its money does not come', async () => {
  const other = new BillingClient(product, 'shops');
  const address = 'http://localhost:3001/billing';
  const wanted = { planId: 'starter', successUrl: address, cancelUrl: address };
  expect(await other.send('POST', 'checkout-session', wanted)).toMatchObject({ status: 201 });
  const [session] = (await other.stripe.checkout.sessions.list({ limit: 1 })).data;
  await other.stripe.checkout.sessions.expire(String(session?.id));
  await until(async () => (await other.ask('notices')).body.data.length === 1);
  expect((await other.ask('notices')).body.data[0].observed).toMatchObject({ status: 'expired', payment: 'unpaid' });
  const late = {
    id: 'cs_test_late',
    object: 'checkout.session',
    customer,
    status: 'complete',
    payment_status: 'unpaid',
  };
  await deliver('checkout.session.async_payment_failed', { ...late, subscription: subscriptionId });
  await until(async () => (await told()).includes('billing.checkoutPaymentFailed'));
  expect(await observed('checkout')).toMatchObject({ id: 'cs_test_late', payment: 'failed', subscriptionId });
});

it('planned changes, prepaid credit and its use are kept beside', async () => {
  const phases = [{ start_date: 1_793_491_200, end_date: 1_796_083_200, items: [{ price: 'price_1' }] }];
  const schedule = {
    object: 'subscription_schedule',
    id: 'sub_sched_1',
    customer,
    subscription: subscriptionId,
    phases,
  };
  await deliver('subscription_schedule.created', { ...schedule, status: 'active', end_behavior: 'release' });
  await until(async () => (await observed('schedule'))?.status === 'active');
  expect((await observed('schedule')).phases).toEqual([
    { startsAt: '2026-11-01T00:00:00.000Z', endsAt: '2026-12-01T00:00:00.000Z', priceIds: ['price_1'] },
  ]);
  const amount = { type: 'monetary', monetary: { currency: 'usd', value: 5_000 } };
  const grant = { object: 'billing.credit_grant', id: 'credgr_1', customer, category: 'paid', amount };
  await deliver('billing.credit_grant.created', grant);
  await until(async () => (await told()).includes('billing.creditGranted'));
  const use = { object: 'billing.credit_balance_transaction', id: 'cbtxn_1', credit_grant: 'credgr_1', type: 'debit' };
  const taken = { amount: { type: 'monetary', monetary: { currency: 'usd', value: 1_200 } } };
  await deliver('billing.credit_balance_transaction.created', { ...use, debit: taken });
  await until(async () => (await observed('creditUse'))?.amount === 1_200);
  await deliver('billing.credit_grant.updated', { ...grant, voided_at: 1_793_491_200 });
  await until(async () => (await observed('creditGrant'))?.voidedAt === '2026-11-01T00:00:00.000Z');
  expect((await told()).filter((type) => type === 'billing.creditGranted')).toHaveLength(1);
  expect(await client.ask('notices?kind=fraudFlag')).toMatchObject({ status: 422 });
  expect(await client.send('DELETE', 'requests/none')).toMatchObject({
    status: 404,
    body: { code: 'billing_request_unknown' },
  });
});

it('a fraud warning and usage that Stripe threw away wait for somebody, and reconcile says so', async () => {
  const [charge] = (await client.stripe.charges.list({ customer, limit: 1 })).data;
  const warning = {
    object: 'radar.early_fraud_warning',
    id: 'issfr_1',
    charge: charge?.id,
    fraud_type: 'made_with_stolen_card',
  };
  await deliver('radar.early_fraud_warning.created', {
    ...warning,
    payment_intent: charge?.payment_intent,
    actionable: true,
  });
  const review = { object: 'review', id: 'prv_1', charge: charge?.id, payment_intent: charge?.payment_intent };
  await deliver('review.opened', { ...review, open: true, reason: 'rule' });
  const incidents = async () => (await runTool(product, 'incidents', 'list')).printed;
  for (const what of ['review: rule', 'made_with_stolen_card']) {
    await until(async () => (await incidents()).includes(what));
  }
  await deliver('review.closed', { ...review, open: false, reason: 'approved' });
  await until(async () => !(await incidents()).includes('review'));

  const { authentication_token: token } = await client.stripe.v2.billing.meterEventSession.create();
  const stream = stripeClient({ secretKey: token, url: String(product.runtime().stripeSimulator) });
  const use = {
    event_name: 'agent_runs',
    payload: { stripe_customer_id: 'cus_none', value: '1' },
    identifier: 'lost-use',
  };
  await stream.v2.billing.meterEventStream.create({ events: [use] });
  await until(async () => (await incidents()).includes('meter_event_customer_not_found × 1'));
  const reconciled = await runTool(product, 'reconcile');
  expect(reconciled.printed).toContain('Usage that Stripe rejected: 1 reports are open');
  expect(reconciled.failure).not.toBeNull();

  const open = (await incidents())
    .split('\n')
    .slice(1)
    .map((line) => line.split(/\s+/)[0] ?? '');
  for (const id of open.filter(Boolean)) {
    expect(await runTool(product, 'incidents', 'resolve', id, 'looked into')).toMatchObject({ failure: null });
  }
  await until(async () => (await incidents()).includes('Nothing is open.'));
  expect((await runTool(product, 'reconcile')).printed).not.toContain('rejected');
  expect((await runTool(product, 'incidents', 'resolve', 'evt_none', 'nothing')).failure).toContain('no incident');
});
