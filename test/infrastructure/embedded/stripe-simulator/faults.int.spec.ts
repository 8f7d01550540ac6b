import Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type StripeSimulation, startSimulation } from '../../../support/stripeSimulation.js';

let simulation: StripeSimulation;
beforeAll(async () => {
  simulation = await startSimulation();
});
afterAll(() => simulation.stop());

const fault = (given: object) => simulation.control('/faults', given);
const patient = () =>
  new Stripe('sk_test_simulation', { host: '127.0.0.1', port: simulation.simulator.port, protocol: 'http' });
const impatient = () =>
  new Stripe('sk_test_simulation', {
    ...{ host: '127.0.0.1', port: simulation.simulator.port, protocol: 'http' },
    maxNetworkRetries: 0,
  });
const named = async (name: string) =>
  (await simulation.stripe.customers.search({ query: `name:'${name}'` })).data.length;

it('a failure before the effect is tried again by the SDK, one after it is answered from memory', async () => {
  await fault({ match: { method: 'POST', path: '/v1/customers' }, status: 500 });
  await patient().customers.create({ name: 'before' });
  expect(await named('before')).toBe(1);
  await fault({ match: { method: 'POST', path: '/v1/customers' }, status: 500, after_effect: true });
  await patient().customers.create({ name: 'after' });
  expect(await named('after')).toBe(1);
});

it('a connection that breaks after the effect leaves one customer, before it none until it is tried again', async () => {
  for (const when of ['before', 'after'] as const) {
    await fault({ match: { path: '/v1/customers' }, drop_connection: when });
    const made = await patient().customers.create({ name: `dropped ${when}` });
    expect(made.name).toBe(`dropped ${when}`);
    expect(await named(`dropped ${when}`)).toBe(1);
  }
});

it('rate limits and locks have their classes and codes, and match one step of a path by *', async () => {
  const { id } = await simulation.stripe.customers.create({ name: 'x' });
  await fault({ match: { path: '/v1/customers/*' }, status: 429, code: 'lock_timeout', should_retry: false });
  await expect(impatient().customers.retrieve(id)).rejects.toMatchObject({
    constructor: Stripe.errors.StripeRateLimitError,
    code: 'lock_timeout',
    headers: { 'stripe-should-retry': 'false' },
  });
  await fault({ status: 500, times: 2 });
  await expect(impatient().customers.retrieve(id)).rejects.toBeInstanceOf(Stripe.errors.StripeAPIError);
  await simulation.control('/faults/clear', {});
  expect((await impatient().customers.retrieve(id)).id).toBe(id);
});

it('an account is emptied, kept and brought back, and its calls are logged without secrets', async () => {
  await simulation.control('/reset', {});
  const { id } = await simulation.stripe.customers.create({ name: 'kept' });
  await simulation.control('/snapshot', { name: 'one' });
  await simulation.stripe.customers.update(id, { name: 'changed' });
  await simulation.stripe.customers.create({ name: 'new' });
  await simulation.control('/restore', { name: 'one' });
  expect((await simulation.stripe.customers.list()).data.map(({ name }) => name)).toEqual(['kept']);
  const state = await simulation.control<{ counts: object; customers: object[] }>('/state');
  expect(state).toMatchObject({ counts: { customer: 1 }, customers: [{ id }] });
  const { requests } = await simulation.control<{ requests: { path: string; params: object }[] }>('/requests');
  expect(requests.find(({ path }) => path === `/v1/customers/${id}`)).toMatchObject({ params: { name: 'changed' } });
});
