import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runInProduct } from '../../infrastructure/composition/controlSocket.js';
import type { ReceivedMail } from '../../infrastructure/embedded/inbox/mailbox.js';
import { BillingClient } from '../support/billingClient.js';
import { ProductClient } from '../support/productClient.js';
import { RunningProduct } from '../support/runningProduct.js';
import { until } from '../support/until.js';

const DAY = 24 * 60 * 60;
const product = new RunningProduct();
const client = new BillingClient(product, 'arrears');

beforeAll(async () => {
  await product.start();
});
afterAll(() => product.dispose());

/** Subjects of the mails to an address, oldest first. */
async function subjectsTo(address: string): Promise<string[]> {
  const mails = (await (await fetch(`${product.runtime().inbox}/api/mails`)).json()) as ReceivedMail[];
  return mails
    .filter(({ to }) => to === address)
    .map(({ subject }) => subject)
    .reverse();
}

/** Any command that is not about paying. */
const recordUsage = () => client.send('POST', 'usage', { records: [] });

async function payWith(card: string): Promise<string> {
  const { body } = await client.ask('subscription');
  const { id } = await client.stripe.paymentMethods.attach(card, { customer: body.customerId });
  await client.stripe.customers.update(body.customerId, {
    email: 'mia@arrears.example',
    name: 'Arrears Ltd',
    address: { line1: '1 Harbour Way', city: 'Hamburg', country: 'DE' },
    invoice_settings: { default_payment_method: id },
  });
  // One that Stripe has given up takes no payment method any more; its invoice still does.
  if (body.status !== 'canceled')
    await client.stripe.subscriptions.update(body.subscriptionId, { default_payment_method: id });
  return id;
}

it('goes from the first failed renewal over restricted access back to normal once paid', async () => {
  await client.send('POST', 'subscription', { planId: 'starter', paymentMethodId: 'pm_card_visa' });
  await payWith('pm_card_chargeCustomerFail');
  expect((await recordUsage()).status).not.toBe(402);

  await client.control('clock', { by: 32 * DAY, settle: true });
  await until(async () => (await client.ask('invoices?status=open')).body.data[0]?.failedAttempts >= 1);
  expect((await recordUsage()).status).not.toBe(402);

  await client.control('clock', { by: 20 * DAY, settle: true });
  await until(async () => (await recordUsage()).status === 402);
  const refused = await recordUsage();
  expect(refused.body).toMatchObject({ code: 'payment_required', amountDue: 1_900, currency: 'usd' });
  expect((await client.ask('invoices')).status).toBe(200);

  const { invoiceId } = refused.body;
  const paymentMethodId = await payWith('pm_card_visa');
  const asked = await client.send('POST', `invoices/${invoiceId}/pay`, { paymentMethodId });
  expect(asked).toMatchObject({ status: 202, body: { requestId: expect.any(String) } });
  await until(async () => (await client.ask(`invoices/${invoiceId}`)).body.status === 'paid');
  await until(async () => (await recordUsage()).status !== 402);

  const invoice = (await client.ask(`invoices/${invoiceId}`)).body;
  expect(invoice).toMatchObject({ requests: [{ kind: 'pay', status: 'done' }], linesComplete: true });
  const explained = (await client.ask(`invoices/${invoiceId}/explain`)).body;
  const base = explained.lines.find(({ price }: { price: string }) => price === 'plan:starter:v1:month:usd:base');
  expect(base).toMatchObject({ amount: 1_900, events: [{}, { type: expect.stringMatching(/^Subscription/) }] });
  for (const { is, parts } of explained.amounts)
    expect(parts.reduce((sum: number, part: { amount: number }) => sum + part.amount, 0)).toBe(is);
  expect(explained.events.map(({ type }: { type: string }) => type)).toContain('InvoicePaid');
  expect(invoice.lines.reduce((sum: number, line: { amount: number }) => sum + line.amount, 0)).toBe(invoice.total);

  const mailed = ['Your payment of', 'Attempt 2', 'Your access is restricted', 'Your access is back', 'Receipt for'];
  await until(async () => {
    const subjects = (await subjectsTo('mia@arrears.example')).join('\n');
    return mailed.every((subject) => subjects.includes(subject));
  });
  const told = await new ProductClient(product).get('arrears', 'notifications');
  const types = (told.body as { data: { type: string }[] }).data.map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(['billing.accessRestricted', 'billing.accessRestored']));

  const token = await new ProductClient(product).token('arrears');
  const pdf = await fetch(`${product.runtime().http}/api/v1/billing/invoices/${invoiceId}/pdf`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(pdf.headers.get('content-type')).toBe('application/pdf');
  expect(
    Buffer.from(await pdf.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
});

it('shows what is given back: credit notes, refunds, the balance they leave', async () => {
  const { data } = (await client.ask('invoices?status=paid')).body;
  const [{ invoiceId }] = data;
  await client.stripe.creditNotes.create({ invoice: invoiceId, amount: 300, credit_amount: 300 });
  await until(async () => (await client.ask(`invoices/${invoiceId}`)).body.creditNotes.length === 1);
  const { data: paid } = await client.stripe.invoicePayments.list({ invoice: invoiceId });
  const intent = String(paid.find(({ status }) => status === 'paid')?.payment.payment_intent);
  await client.stripe.refunds.create({ payment_intent: intent, amount: 200 });
  await until(async () => (await client.ask(`invoices/${invoiceId}`)).body.refunds[0]?.status === 'succeeded');
  await until(async () => (await client.ask('balance')).body.customers?.[0]?.balance === -300);
  expect((await client.ask('balance')).body.transactions).toMatchObject([{ amount: -300, kind: 'credit_note' }]);
});

it('is told apart from Stripe, and put right, where webhooks were lost', async () => {
  const run = async (...words: string[]) => {
    const told: string[] = [];
    const out = new Writable({
      write: (chunk, _, done) => {
        told.push(String(chunk));
        done();
      },
    });
    const failure = await runInProduct(product.dataDir, ['reconcile', ...words], out as NodeJS.WriteStream).then(
      () => undefined,
      (error: Error) => error.message,
    );
    return { text: told.join(''), failure };
  };
  const { body } = await client.ask('subscription');
  await client.control('webhooks/mode', { drop: 1_000 });
  const lostProduct = await client.stripe.products.create({ name: 'Lost' });
  const price = await client.stripe.prices.create({
    product: lostProduct.id,
    currency: 'usd',
    unit_amount: 700,
    recurring: { interval: 'month' },
  });
  const lost = await client.stripe.subscriptions.create({ customer: body.customerId, items: [{ price: price.id }] });
  const before = await run();
  expect(before.text).toContain(`subscription ${lost.id} of arrears: Stripe never told us of it`);
  expect(before.failure).toContain('--repair');
  const repaired = await run('--repair');
  expect(repaired.text).toContain('repaired by SyncSubscription');
  expect((await run()).failure).toBeUndefined();
});
