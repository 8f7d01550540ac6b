import { afterAll, beforeAll, expect, it } from 'vitest';
import { forgetOld } from '../../../../infrastructure/embedded/stripe-simulator/store/housekeeping.js';
import { type StripeSimulation, startSimulation, TEST_TIME } from '../../../support/stripeSimulation.js';
import { until } from '../../../support/until.js';
import { startReceiver } from '../../../support/webhookReceiver.js';

let simulation: StripeSimulation;
beforeAll(async () => {
  simulation = await startSimulation();
});
afterAll(() => simulation.stop());

type Moved = Readonly<{ now: number; steps: readonly Readonly<{ at: number; kind: string; key: string }>[] }>;
const retry = (key: string, at: number, testClock: string | null = null) => ({
  ...{ key, at, testClock, kind: 'webhook.retry' },
  data: { delivery: key },
});

it('does what is due in the order of time and then of asking, each at its own time', async () => {
  const account = await simulation.account();
  await account.run((context) => {
    context.schedule(retry('late', TEST_TIME + 300));
    context.schedule(retry('early', TEST_TIME + 100));
    context.schedule(retry('early too', TEST_TIME + 100));
    context.schedule(retry('cancelled', TEST_TIME + 50));
    context.schedule(retry('moved', TEST_TIME + 10));
    context.schedule(retry('moved', TEST_TIME + 200));
    context.cancel('cancelled');
  });
  const first = await simulation.control<Moved>('/clock', { until: 'next_event' });
  expect(first).toMatchObject({ now: TEST_TIME + 100, steps: [{ key: 'early', at: TEST_TIME + 100 }] });
  const rest = await simulation.control<Moved>('/clock', { by: 1000 });
  expect(rest.steps.map(({ key, at }) => [key, at - TEST_TIME])).toEqual([
    ['early too', 100],
    ['moved', 200],
    ['late', 300],
  ]);
  expect(rest.now).toBe(TEST_TIME + 1100);
  expect((await simulation.stripe.customers.create({})).created).toBe(TEST_TIME + 1100);
  await expect(simulation.control('/clock', { to: TEST_TIME })).rejects.toThrow('only moves forward');
});

it('a test clock has its own time, and its customers and what is due on it follow it', async () => {
  const { stripe } = simulation;
  const frozen_time = TEST_TIME - 1_000_000;
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time, name: 'of a test' });
  const customer = await stripe.customers.create({ test_clock: clock.id });
  expect(customer.created).toBe(frozen_time);
  const account = await simulation.account();
  await account.run((context) => context.schedule(retry('on the clock', frozen_time + 60, clock.id)));
  const told = await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: frozen_time + 3_600 });
  expect(told.status).toBe('advancing');
  await until(async () => (await stripe.testHelpers.testClocks.retrieve(clock.id)).status === 'ready');
  expect(await stripe.testHelpers.testClocks.retrieve(clock.id)).toMatchObject({ frozen_time: frozen_time + 3_600 });
  expect(account.records.get('sim.work', 'on the clock')).toBeUndefined();
  const types = (await stripe.events.list({ type: 'test_helpers.test_clock.*' })).data.map(({ type }) => type);
  expect(types).toEqual(['ready', 'advancing', 'created'].map((what) => `test_helpers.test_clock.${what}`));
  await stripe.testHelpers.testClocks.del(clock.id);
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true });
});

it('moves at most ten years at once, and forgets events thirty days after they happened', async () => {
  const { now } = await simulation.control<Moved>('/clock');
  await expect(simulation.control('/clock', { by: 11 * 366 * 86_400 })).rejects.toThrow('ten years');
  const account = await simulation.account();
  await simulation.stripe.customers.create({ name: 'forgotten' }, { idempotencyKey: 'of today' });
  await simulation.control('/clock', { to: now + 31 * 86_400 });
  await simulation.stripe.customers.create({ name: 'remembered' });
  expect(await forgetOld(account)).toBeGreaterThan(0);
  const { data } = await simulation.stripe.events.list({ limit: 100 });
  expect(data.map(({ created }) => created).every((created) => created >= now + 86_400)).toBe(true);
  expect(data).not.toEqual([]);
  expect(account.records.get('sim.idempotency', 'of today')).toBeDefined();
});

it('lets the webhooks of a step arrive before the next one when asked', async () => {
  const receiver = await startReceiver();
  const { stripe } = simulation;
  const endpoint = await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] });
  receiver.secrets.push(String(endpoint.secret));
  const customer = await stripe.customers.create({});
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  const price = await stripe.prices.create({
    ...{ currency: 'usd', unit_amount: 1000, product_data: { name: 'Pro' } },
    recurring: { interval: 'month' },
  });
  const items = [{ price: price.id }];
  await stripe.subscriptions.create({ customer: customer.id, items, default_payment_method: method.id });
  await simulation.control('/webhooks/flush', {});
  receiver.received.length = 0;
  const { steps } = await simulation.control<Moved>('/clock', { by: 40 * 86_400, settle: true });
  expect(steps.map(({ kind }) => kind)).toContain('subscription.renewal');
  const paid = receiver.received.find(({ event }) => event?.type === 'invoice.paid');
  expect(paid?.event?.created).toBeLessThan((await simulation.control<Moved>('/clock')).now);
  await stripe.customers.del(customer.id);
  expect((await stripe.subscriptions.list({ status: 'canceled' })).data).toHaveLength(1);
  expect((await stripe.paymentMethods.retrieve(method.id)).customer).toBeNull();
  await stripe.webhookEndpoints.del(endpoint.id);
  await receiver.stop();
});
