import { afterAll, beforeAll, expect, it } from 'vitest';
import { writtenDay } from '../../domain/writtenDay.js';
import type { ReceivedMail } from '../../infrastructure/embedded/inbox/mailbox.js';
import { BillingClient } from '../support/billingClient.js';
import { ProductClient } from '../support/productClient.js';
import { RunningProduct } from '../support/runningProduct.js';
import { until } from '../support/until.js';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const EMAIL = 'mia@year.example';
const product = new RunningProduct();
const client = new BillingClient(product, 'year');

beforeAll(async () => {
  await product.start();
});
afterAll(() => product.dispose());

type Invoice = Readonly<{ total: number; status: string; failedAttempts: number; lines: { amount: number }[] }>;
const subscription = async () => (await client.ask('subscription')).body;
const seconds = (instant: string) => Math.floor(Date.parse(instant) / 1_000);
const pass = (by: number) => client.control('clock', { by, settle: true });

/** Until a mail is out: two that are due at the same moment go side by side, in any order. */
const mailed = (subject: string) => until(async () => (await mails()).includes(subject));

/** Until the read model shows so many invoices that are settled, and the last one's receipt is out. */
async function settled(count: number): Promise<void> {
  await until(async () => {
    const { data } = (await client.ask('invoices?limit=200')).body;
    return data.length === count && data.every(({ status }: Invoice) => status === 'paid');
  });
  await mailed(`Receipt for invoice ${count}`);
}

/** Lets the present period end and its renewal be charged. */
async function renew(): Promise<void> {
  await client.control('clock', { to: seconds((await subscription()).currentPeriodEnd) + 2 * HOUR, settle: true });
}

/** Makes a change that holds at once; answers what the preview says it costs, in cents. */
async function change(body: object): Promise<number> {
  const preview = (await client.send('POST', 'subscription/preview', body)).body;
  const { prorationDate } = preview;
  expect(await client.send('PATCH', 'subscription', { ...body, prorationDate })).toMatchObject({ status: 200 });
  return preview.total;
}

async function payWith(card: string): Promise<void> {
  const added = await client.send('POST', 'payment-methods', { paymentMethodId: card, makeDefault: true });
  expect(added).toMatchObject({ status: 201, body: { isDefault: true } });
}

it('lives a year: trial, conversion, upgrade, seats, failed renewal, recovery, downgrade, cancellation', async () => {
  const started = await client.send('POST', 'subscription', { planId: 'pro', paymentMethodId: 'pm_card_visa' });
  expect(started).toMatchObject({ status: 201, body: { status: 'trialing', planId: 'pro' } });
  await client.stripe.customers.update(started.body.customerId, { email: EMAIL, name: 'A year Ltd' });

  // The trial costs nothing and becomes a paid month.
  await pass(11 * DAY + HOUR);
  const trialEnds = `Your trial ends on ${writtenDay(String(started.body.trialEndsAt))}`;
  await mailed(trialEnds);
  await pass(3 * DAY + HOUR);
  await settled(2);
  expect(await subscription()).toMatchObject({ status: 'active' });

  await pass(10 * DAY);
  const upgrade = await change({ planId: 'enterprise' });
  await settled(3);
  await renew();
  await settled(4);
  await pass(5 * DAY);
  const seats = await change({ seats: 27 });
  await settled(5);
  await renew();
  await settled(6);

  // The card is refused at the renewal and twice more; a new one recovers it at the next try.
  await payWith('pm_card_chargeCustomerFail');
  await renew();
  await until(async () => (await subscription()).status === 'past_due');
  await pass(3 * DAY);
  await until(async () => (await client.ask('invoices?status=open')).body.data[0]?.failedAttempts === 3);
  await payWith('pm_card_visa');
  await pass(3 * DAY);
  await settled(7);
  await until(async () => (await subscription()).status === 'active');

  expect(await client.send('PATCH', 'subscription', { planId: 'starter', seats: 3 })).toMatchObject({
    status: 200,
    body: { planId: 'enterprise', scheduledChange: { target: { planId: 'starter' } } },
  });
  await renew();
  await until(async () => (await subscription()).planId === 'starter');
  await settled(8);
  for (let paid = 9; paid <= 13; paid++) {
    await renew();
    await settled(paid);
  }
  expect(await client.send('DELETE', 'subscription')).toMatchObject({ status: 200, body: { cancelAtPeriodEnd: true } });
  await renew();
  await until(async () => (await subscription()).status === 'canceled');
  expect((await client.ask('entitlements')).body).toMatchObject({ access: 'none' });

  const { data } = (await client.ask('invoices?limit=200')).body;
  const starter = 1_900;
  const withSeats = 49_900 + 2 * 1_500;
  const monthsAfter = Array(6).fill(starter);
  const totals = [0, 4_900, upgrade, 49_900, seats, withSeats, withSeats, ...monthsAfter];
  expect(data.map(({ total }: Invoice) => total).reverse()).toEqual(totals);
  for (const { invoiceId } of data) {
    const { total, lines, linesComplete } = (await client.ask(`invoices/${invoiceId}`)).body;
    expect(linesComplete).toBe(true);
    expect(lines.reduce((sum: number, { amount }: { amount: number }) => sum + amount, 0)).toBe(total);
  }

  const paid = Array(totals.length - 1).fill('billing.invoicePaid');
  const told = (await new ProductClient(product).get('year', 'notifications?limit=200')).body as {
    data: { type: string }[];
  };
  expect(told.data.map(({ type }) => type).sort()).toEqual(
    [
      ...paid,
      ...Array(3).fill('billing.paymentFailed'),
      'billing.subscriptionStarted',
      'billing.subscriptionEnded',
      'billing.trialEnding',
    ].sort(),
  );
  await mailed('Your subscription has ended');
  const receipts = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => `Receipt for invoice ${from + at}`);
  expect(await mails()).toEqual([
    trialEnds,
    ...receipts(2, 6),
    'Your payment of 529.00 USD failed',
    'Attempt 2 to collect invoice 7 failed',
    'Attempt 3 to collect invoice 7 failed',
    ...receipts(7, 13),
    'Your subscription has ended',
  ]);
});

/** Subjects of the mails that went out, oldest first; invoices by their count. */
async function mails(): Promise<string[]> {
  const all = (await (await fetch(`${product.runtime().inbox}/api/mails`)).json()) as ReceivedMail[];
  return all
    .filter(({ to }) => to === EMAIL)
    .map(({ subject }) => subject.replace(/[A-Z0-9]{8}-0*(\d+)/, '$1'))
    .reverse();
}
