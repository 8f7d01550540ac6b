import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlanTerms } from '../../domain/billing/plan/planTerms.js';
import { runInProduct } from '../../infrastructure/composition/controlSocket.js';
import { SIMULATOR_KEY } from '../../infrastructure/composition/stripeBackend.js';
import { type ConnectedEventStore, connectEventStore } from '../../infrastructure/eventstore/connectEventStore.js';
import { ProductClient } from '../support/productClient.js';
import { RunningProduct } from '../support/runningProduct.js';
import { until } from '../support/until.js';

const DAY = 86_400;
const EARLY = '0191e0e2-0000-7000-8000-0000000000e1';
const LATE = '0191e0e2-0000-7000-8000-0000000000e2';
const YEARLY = '0191e0e2-0000-7000-8000-0000000000e3';

const product = new RunningProduct();
let client: ProductClient;
let eventStore: ConnectedEventStore;
beforeAll(async () => {
  const runtime = await product.start();
  client = new ProductClient(product);
  eventStore = await connectEventStore({ connectionString: runtime.eventStore });
});
afterAll(async () => {
  await eventStore.close();
  await product.dispose();
});

/** Runs `npm run <tool> -- …` and answers with what it printed. */
async function tool(...words: string[]): Promise<string> {
  let printed = '';
  const write = (chunk: unknown, _: BufferEncoding, done: () => void) => {
    printed += String(chunk);
    done();
  };
  await runInProduct(product.dataDir, words, new Writable({ write }));
  return printed;
}

async function advance(days: number): Promise<void> {
  const answer = await fetch(`${product.runtime().stripeSimulator}/_sim/clock`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SIMULATOR_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ by: days * DAY }),
  });
  expect(answer.status).toBe(200);
}

/** Whether Stripe has been told of the usage that was accepted. */
const isReported = (organizationId: string) => async (): Promise<boolean> => {
  for await (const { data } of eventStore.readAll(undefined, { eventTypes: ['UsageReported'] }))
    if ((data as { organizationId?: string }).organizationId === organizationId) return true;
  return false;
};

async function change(organizationId: string, body: object, key: string): Promise<void> {
  const answer = await fetch(`${product.runtime().http}/api/v1/billing/subscription`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${await client.token(organizationId)}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  });
  expect(answer.status, await answer.clone().text()).toBeLessThan(300);
}

type Invoices = Readonly<{ data: readonly Readonly<{ status: string; total: number; billingReason: string }>[] }>;
const invoicesOf = async (organizationId: string) =>
  ((await client.get(organizationId, 'billing/invoices')).body as Invoices).data;
const settled = (organizationId: string, count: number) =>
  until(async () => {
    const invoices = await invoicesOf(organizationId);
    return invoices.length === count && invoices.every(({ status }) => status === 'paid');
  });
const reproduced = async () => {
  const printed = await tool('rerate');
  expect(printed).toMatch(/All \d+ invoices are reproduced to the cent\./);
  expect(printed).not.toContain('keep what was invoiced');
};

it('sells the default plans from the first start, each price of them at Stripe', async () => {
  const { body } = await client.get(EARLY, 'billing/plans');
  const { data } = body as { data: readonly { planId: string; version: number; onSale: boolean }[] };
  expect(data.map(({ planId }) => planId)).toEqual(['free', 'starter', 'pro', 'enterprise']);
  await until(async () => !(await tool('plans', 'list')).includes('not yet'));
});

it('includes in a year twelve times what it includes in a month: counters, limits and threshold', async () => {
  const start = { planId: 'pro', interval: 'year', trial: false, paymentMethodId: 'pm_card_visa' };
  expect((await client.post(YEARLY, 'billing/subscription', start, 'yearly')).status).toBe(201);
  const at = new Date(Date.now()).toISOString();
  const records = [{ id: 'many', meter: 'agent_runs', quantity: 301_000, at }];
  const used = await client.post(YEARLY, 'billing/usage', { records }, 'year of usage');
  expect(used.status).toBe(202);
  await until(isReported(YEARLY));
  const { body } = await client.get(YEARLY, 'billing/usage', used.position);
  expect(body).toMatchObject({
    meters: expect.arrayContaining([
      expect.objectContaining({ meter: 'agent_runs', included: 300_000, overage: { quantity: '1000', amount: 800 } }),
    ]),
  });
  const { limits } = (await client.get(YEARLY, 'billing/entitlements')).body as { limits: { meter: string }[] };
  expect(limits).toContainEqual({ meter: 'agent_runs', included: 300_000, limit: 'soft' });
});

it('reproduces every invoice of a life with upgrades, seats, usage and another interval to the cent', async () => {
  const start = { planId: 'starter', paymentMethodId: 'pm_card_visa' };
  expect((await client.post(EARLY, 'billing/subscription', start, 'start')).status).toBe(201);
  await settled(EARLY, 1);
  await reproduced();

  await change(EARLY, { planId: 'pro', seats: 9 }, 'upgrade');
  await settled(EARLY, 2);
  const at = new Date(Date.now()).toISOString();
  const records = [
    { id: 'runs', meter: 'agent_runs', quantity: 30_001, at },
    { id: 'tokens', meter: 'llm_tokens', quantity: 11_234_567, at },
  ];
  expect((await client.post(EARLY, 'billing/usage', { records }, 'usage')).status).toBe(202);
  await until(isReported(EARLY));
  await advance(31.5);
  await settled(EARLY, 3);
  // 4900 and 4 seats at 900; 5,001 runs at 0.8; 1,234,567 tokens at 0.0006.
  expect((await invoicesOf(EARLY)).find(({ billingReason }) => billingReason === 'subscription_cycle')).toMatchObject({
    total: 4_900 + 3_600 + 4_001 + 741,
  });
  await reproduced();

  await advance(10);
  await change(EARLY, { seats: 12 }, 'seats');
  await settled(EARLY, 4);
  await change(EARLY, { interval: 'year' }, 'year');
  await settled(EARLY, 5);
  await reproduced();
});

it('leaves customers on the version they bought, sells the new one to others, and prices the past with a draft', async () => {
  const terms = JSON.parse(await tool('plans', 'show', 'pro')) as PlanTerms;
  const dearer = {
    ...terms,
    features: [...terms.features, 'single_sign_on'],
    prices: terms.prices.map((price) => ({ ...price, baseAmount: price.baseAmount + 1_000 })),
  };
  await tool('plans', 'draft', 'pro', JSON.stringify(dearer));
  const rerated = await tool('rerate', '--plan', 'pro', '--lines');
  expect(rerated).toContain('pro v1 plan and seats');
  expect(rerated).toContain('9500 re-rated');

  expect(await tool('plans', 'publish', 'pro')).toContain('Published version 2 of pro');
  await until(async () => !(await tool('plans', 'list')).includes('not yet'));
  const start = { planId: 'pro', paymentMethodId: 'pm_card_visa' };
  expect((await client.post(LATE, 'billing/subscription', start, 'start')).status).toBe(201);
  const versionOf = async (organizationId: string) =>
    ((await client.get(organizationId, 'billing/entitlements')).body as { planVersion: number }).planVersion;
  await until(async () => (await versionOf(LATE)) === 2);
  expect(await versionOf(EARLY)).toBe(1);
  expect((await client.get(EARLY, 'billing/entitlements/single_sign_on')).body).toMatchObject({
    allowed: false,
    rule: 'NOT_IN_PLAN',
    availableIn: ['enterprise', 'pro'],
  });
  expect((await client.get(LATE, 'billing/entitlements/single_sign_on')).body).toMatchObject({ allowed: true });
  expect((await client.get(LATE, 'billing/entitlements?asOf=1')).body).toMatchObject({ rule: 'NO_SUBSCRIPTION' });
  expect((await client.get(LATE, 'billing/plans/pro?version=1')).body).toMatchObject({ version: 1, onSale: false });
});

it('bills a year of usage beyond twelve times the included quantity, and reproduces that too', async () => {
  await advance(327);
  await settled(YEARLY, 2);
  expect((await invoicesOf(YEARLY)).map(({ total }) => total)).toEqual([49_000 + 800, 49_000]);
  await reproduced();
});
