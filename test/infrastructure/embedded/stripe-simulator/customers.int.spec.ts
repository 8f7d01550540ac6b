import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type StripeSimulation, startSimulation } from '../../../support/stripeSimulation.js';

let simulation: StripeSimulation;
let stripe: Stripe;
beforeAll(async () => {
  simulation = await startSimulation();
  stripe = simulation.stripe;
});
afterAll(() => simulation.stop());

it('an update merges metadata, clears what is empty and tells what changed', async () => {
  const { id } = await stripe.customers.create({ name: 'Mia', email: 'mia@x.example', metadata: { a: '1', b: '2' } });
  const address = { city: 'Berlin', country: 'DE' };
  const updated = await stripe.customers.update(id, { email: '', address, metadata: { a: '', c: '3' } });
  expect(updated).toMatchObject({
    email: null,
    metadata: { b: '2', c: '3' },
    address: { city: 'Berlin', line1: null },
  });
  const [event] = (await stripe.events.list({ type: 'customer.updated' })).data;
  expect(event?.data.previous_attributes).toEqual({
    email: 'mia@x.example',
    address: null,
    metadata: { a: '1', c: null },
  });
  expect(await stripe.customers.update(id, { metadata: '' })).toMatchObject({ metadata: {} });
});

it('a deleted customer is answered as deleted and cannot be changed', async () => {
  const { id } = await stripe.customers.create({});
  expect(await stripe.customers.del(id)).toEqual(expect.objectContaining({ id, deleted: true }));
  expect(await stripe.customers.retrieve(id)).toMatchObject({ deleted: true });
  await expect(stripe.customers.update(id, { name: 'x' })).rejects.toMatchObject({ statusCode: 404 });
});

it('lists page in both directions, filter, and refuse what they do not know', async () => {
  for (const at of [1, 2, 3, 4, 5]) await stripe.customers.create({ name: `paged ${at}`, email: 'paged@x.example' });
  const email = 'paged@x.example';
  const first = await stripe.customers.list({ email, limit: 2 });
  expect(first.data.map(({ name }) => name)).toEqual(['paged 5', 'paged 4']);
  expect(first.has_more).toBe(true);
  const second = await stripe.customers.list({ email, limit: 2, starting_after: String(first.data[1]?.id) });
  expect(second.data.map(({ name }) => name)).toEqual(['paged 3', 'paged 2']);
  const back = await stripe.customers.list({ email, limit: 10, ending_before: String(second.data[1]?.id) });
  expect(back.data.map(({ name }) => name)).toEqual(['paged 5', 'paged 4', 'paged 3']);
  const all: string[] = [];
  for await (const customer of stripe.customers.list({ email, limit: 2 })) all.push(String(customer.name));
  expect(all).toHaveLength(5);
  await expect(stripe.customers.list({ limit: 101 })).rejects.toMatchObject({ param: 'limit' });
  await expect(stripe.customers.list({ starting_after: 'cus_none' })).rejects.toMatchObject({
    statusCode: 400,
    code: 'resource_missing',
    param: 'starting_after',
  });
});

it('metadata has its limits', async () => {
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`key${at}`, 'x']));
  await expect(stripe.customers.create({ metadata: many })).rejects.toMatchObject({ param: 'metadata' });
  await expect(stripe.customers.create({ metadata: { k: 'x'.repeat(501) } })).rejects.toMatchObject({
    statusCode: 400,
  });
});
