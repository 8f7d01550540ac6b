import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BillingClient } from '../support/billingClient.js';
import { runTool } from '../support/productTool.js';
import { RunningProduct } from '../support/runningProduct.js';
import { until } from '../support/until.js';

const DAY = 24 * 60 * 60;
const product = new RunningProduct();
const clients = ['drift-one', 'drift-two', 'drift-three'].map((name) => new BillingClient(product, name));
const [first] = clients as [BillingClient, ...BillingClient[]];
let database: pg.Client;

beforeAll(async () => {
  const { postgres } = await product.start();
  database = new pg.Client({ connectionString: String(postgres) });
  await database.connect();
  for (const client of clients)
    await client.send('POST', 'subscription', { planId: 'starter', paymentMethodId: 'pm_card_visa' });
  await first.control('clock', { by: 32 * DAY, settle: true });
  for (const client of clients)
    await until(async () => (await client.ask('invoices?status=paid')).body.data.length === 2);
  await until(async () => (await runTool(product, 'reconcile')).failure === null);
});
afterAll(async () => {
  await database.end();
  await product.dispose();
});

/** Rows damaged in ten ways, each told by its read model, the key and the column. */
async function damageRows(): Promise<string[]> {
  const damage: string[] = [];
  const edits = [
    ['billing.subscriptions', 'subscription_id', 'status', "'past_due'"],
    ['billing.subscriptions', 'subscription_id', 'quantity', 'quantity + 3'],
    ['billing.subscriptions', 'subscription_id', 'current_period_end', "current_period_end + interval '1 day'"],
    ['billing.invoices', 'invoice_id', 'total', 'total + 1'],
    ['billing.invoices', 'invoice_id', 'status', "'open'"],
    ['billing.invoices', 'invoice_id', 'amount_paid', '0'],
    ['billing.invoices', 'invoice_id', 'number', "'FORGED-1'"],
    ['billing.payment_methods', 'payment_method_id', 'last4', "'9999'"],
    ['billing.payment_methods', 'payment_method_id', 'exp_year', '1999'],
    ['billing.payment_methods', 'payment_method_id', 'is_default', 'NOT is_default'],
  ] as const;
  for (const [table, key, column, value] of edits) {
    const at = damage.filter((line) => line.startsWith(table)).length;
    const { rows } = await database.query<{ key: string }>(
      `UPDATE ${table} SET ${column} = ${value}
       WHERE ${key} = (SELECT ${key} FROM ${table} ORDER BY ${key} OFFSET ${at} LIMIT 1) RETURNING ${key} AS key`,
    );
    damage.push(`${table} ${rows[0]?.key} ${column}`);
  }
  return damage;
}

/** Ten changes at Stripe of which no webhook comes, each told by the object's id and the field. */
async function changeUnheard(): Promise<string[]> {
  await first.control('webhooks/mode', { drop: 100_000 });
  const drift: string[] = [];
  for (const [at, each] of clients.map(idsOf).entries()) {
    const { stripe, organizationId, subscriptionId, customerId } = each;
    await stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true });
    drift.push(`subscription ${subscriptionId} of ${organizationId} cancelAt`);
    const { id } = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customerId });
    drift.push(`paymentMethod ${id} of ${organizationId} last4`);
    const invoice = await stripe.invoices.create({ customer: customerId });
    drift.push(`invoice ${invoice.id} of ${organizationId} status`);
    if (at > 0) continue;
    await stripe.customers.update(customerId, { invoice_settings: { default_payment_method: id } });
    drift.push(`customer ${customerId} of ${organizationId} defaultPaymentMethodId`);
  }
  await first.control('webhooks/flush', {});
  await first.control('webhooks/mode', { reset: true });
  return drift;
}

const known = new Map<string, { subscriptionId: string; customerId: string }>();
const idsOf = (client: BillingClient) => {
  const ids = known.get(client.organizationId);
  if (!ids) throw new Error(`${client.organizationId} has no subscription`);
  return { stripe: client.stripe, organizationId: client.organizationId, ...ids };
};

/** Which of the drifts the report names: the object's line, followed by one for the field before the next object. */
function named(report: string, drifts: readonly string[]): string[] {
  const parts = report.split(/^(?=\S)|^(?= {4}row )/m);
  return drifts.filter((drift) => {
    const words = drift.split(' ');
    const field = words.at(-1);
    const id = words[1] ?? '';
    return parts.some((part) => part.includes(id) && new RegExp(`^ +${field}: `, 'm').test(part));
  });
}

it('is found in 20 places of 20, and put right in 20 of 20', async () => {
  for (const client of clients) known.set(client.organizationId, (await client.ask('subscription')).body);
  const unheard = await changeUnheard();
  const damaged = await damageRows();
  const drifts = [...unheard, ...damaged];
  expect(drifts).toHaveLength(20);

  const before = await runTool(product, 'reconcile');
  expect(named(before.printed, drifts)).toEqual(drifts);
  expect(before.failure).toContain('--repair puts them right');
  expect(before.printed).toMatch(/served 1999, the log says \d+ since position \d+/);
  expect(before.printed).toContain('would be repaired by SyncSubscription');
  expect(before.printed).toContain('would be repaired by rebuilding billing.invoices');

  const repaired = await runTool(product, 'reconcile', '--repair');
  expect(repaired.failure).toBeNull();
  const after = await runTool(product, 'reconcile');
  expect(named(after.printed, drifts)).toEqual([]);
  expect(after).toMatchObject({ failure: null, printed: expect.stringContaining(' 0 rows differ') });
});
