import { afterAll, beforeAll, expect, it } from 'vitest';
import { BillingClient } from '../support/billingClient.js';
import { runTool } from '../support/productTool.js';
import { RunningProduct } from '../support/runningProduct.js';
import { signedEvent } from '../support/signedEvent.js';
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

const observed = async (kind: string) =>
  (await client.ask(`notices?kind=${kind}`)).body.data.map(({ observed: seen }: { observed: object }) => seen);
const customerOf = async () => (await client.ask('subscription')).body.customerId as string;

it('says why a card was declined, and tells of money that no invoice asked for', async () => {
  const { stripe } = client;
  const { data: cards } = await stripe.paymentMethods.list({ customer: await customerOf() });
  const byHand = { amount: 700, currency: 'eur', customer: await customerOf(), confirm: true, off_session: true };
  await client.control('payments/next', { outcome: 'decline', decline: 'insufficient_funds' });
  const pay = () => stripe.paymentIntents.create({ ...byHand, payment_method: String(cards[0]?.id) });
  await expect(pay()).rejects.toMatchObject({ code: 'card_declined' });
  await pay();
  await until(async () => (await observed('payment')).length === 2);
  const told = { amount: 700, currency: 'eur', invoiceId: null };
  expect(await observed('payment')).toEqual([
    expect.objectContaining({ ...told, status: 'succeeded', code: null, declineCode: null }),
    expect.objectContaining({ ...told, status: 'failed', code: 'card_declined', declineCode: 'insufficient_funds' }),
  ]);
});

it('shows an amount while it waits for an invoice, and again when the draft that had it is deleted', async () => {
  const { stripe } = client;
  const customer = await customerOf();
  const add = (amount: number) =>
    stripe.invoiceItems.create({ customer, amount, currency: 'usd', description: 'Help' });
  const mistake = await add(9_900);
  await add(1_200);
  await until(async () => (await observed('pendingCharge')).length === 2);
  await stripe.invoiceItems.del(mistake.id);
  await until(async () => (await observed('pendingCharge')).length === 1);
  expect(await observed('pendingCharge')).toMatchObject([{ amount: 1_200, currency: 'usd', description: 'Help' }]);
  const invoice = { customer, currency: 'usd', pending_invoice_items_behavior: 'include' } as const;
  const draft = await stripe.invoices.create(invoice);
  await until(async () => (await observed('pendingCharge')).length === 0);
  await stripe.invoices.del(draft.id);
  await until(async () => (await observed('pendingCharge')).length === 1);
  await stripe.invoices.create(invoice);
  await until(async () => (await observed('pendingCharge')).length === 0);
});

it('reads anew what an event only names', async () => {
  const { stripe } = client;
  const customer = await customerOf();
  // Nothing but the events of the mandate, the charge and the payment is delivered.
  await client.control('webhooks/mode', { drop: 1_000 });
  const { id } = await stripe.paymentMethods.attach('pm_card_amex', { customer });
  const invoiceId = (await client.ask('invoices?status=paid')).body.data[0].invoiceId;
  const charge = (await stripe.charges.list({ customer })).data.find(({ amount }) => amount === 1_900);
  await stripe.refunds.create({ charge: String(charge?.id), amount: 100 });
  await client.control('webhooks/flush', {});
  await signedEvent(product, {
    type: 'mandate.updated',
    object: { id: 'mandate_1', object: 'mandate', payment_method: id },
  });
  const methods = async () => JSON.stringify((await client.ask('payment-methods')).body);
  await until(async () => (await methods()).includes(id));
  await signedEvent(product, { type: 'charge.refunded', object: await stripe.charges.retrieve(String(charge?.id)) });
  await until(async () => (await client.ask(`invoices/${invoiceId}`)).body.refunds[0]?.amount === 100);
  await signedEvent(product, {
    type: 'invoice_payment.paid',
    object: { id: 'inpay_1', object: 'invoice_payment', invoice: invoiceId },
  });
  await client.control('webhooks/mode', { reset: true });
  expect(await signedEvent(product, { type: 'invoice.paid', object: {}, livemode: true })).toBe(400);
});

it('tells whoever runs the product of what was archived at Stripe and what could not be billed', async () => {
  const incidents = async () => (await runTool(product, 'incidents', 'list')).printed;
  const { data: prices } = await client.stripe.prices.list({ lookup_keys: ['plan:pro:v1:month:usd:base'] });
  await client.stripe.prices.update(String(prices[0]?.id), { active: false });
  await until(async () => (await incidents()).includes('price plan:pro:v1:month:usd:base'));
  await client.stripe.prices.update(String(prices[0]?.id), { active: true });
  await until(async () => !(await incidents()).includes('plan:pro:v1:month:usd:base'));
  const error = { code: 'customer_tax_location_invalid', message: 'Where is the customer?' };
  const invoice = { object: 'invoice', id: 'in_stuck', customer: await customerOf(), last_finalization_error: error };
  await signedEvent(product, { type: 'invoice.finalization_failed', object: invoice });
  await until(async () => (await incidents()).includes('in_stuck could not be made final: Where is the customer?'));
});

it('shows what is parked and tries it again when asked', async () => {
  await client.stripe.customers.create({ email: 'nobody@example.com' });
  await client.control('webhooks/flush', {});
  const parked = async () => (await runTool(product, 'webhooks', 'parked')).printed;
  await until(async () => (await parked()).includes('is not linked to an organization yet'));
  const [, eventId = ''] = /(evt_\w+) +customer\.created +billing\.syncFromStripe/.exec(await parked()) ?? [];
  await signedEvent(product, { type: 'customer.updated', object: { id: 'cus_1' }, apiVersion: '2026-08-26.dahlia' });
  await until(async () => (await parked()).includes('speaks 2026-08-26.dahlia'));
  expect((await runTool(product, 'webhooks', 'replay', eventId)).printed).toContain('1 parked event is tried again');
  expect((await runTool(product, 'webhooks', 'replay', 'all')).printed).toContain('tried again now');
  expect(await runTool(product, 'webhooks', 'replay', 'evt_nonesuch')).toMatchObject({
    failure: 'no event evt_nonesuch is parked',
  });
});
